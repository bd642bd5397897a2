// Keeps passwords out of the core: in each line whose command has a secret parameter (PASS, OPER,
// AUTHENTICATE), that parameter is replaced by a handle such as "*1" before anybody but the
// connection has seen it. Whoever checks the password takes the text out of here by the handle.
//
// The handles of AUTHENTICATE and REGISTER tell the length of the text behind a slash, "*1/400",
// since the protocol of the one and the refusals of the other depend on it. What AUTHENTICATE says
// besides its messages, the name of a mechanism, "*" and "+", is no secret and stays.
//
// Law of this file: no byte of a secret parameter is in a line that Hide has returned. A client can
// not name a handle of his own, because what stands in that place is always replaced.
#ifndef IRCSERV_CORE_CONN_SECRETS_H_
#define IRCSERV_CORE_CONN_SECRETS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

class Secrets {
 public:
  // How many secrets wait at most; then the oldest is forgotten, and its handle opens nothing.
  static constexpr size_t kKeptMax = 8;

  // Replaces the secret of `line`, if its command has one. A secret parameter is the last that its
  // command knows, so what follows it on the line goes too: it can only be the rest of a password
  // with spaces. In a line that the core refuses anyway (too long, or with a NUL) the secret
  // becomes as many '*' instead, so that it is refused all the same.
  void Hide(std::string& line);

  // Gives the text of `handle` away. Nothing when it was taken before, forgotten, or never was.
  std::optional<std::string> Take(absl::string_view handle);

 private:
  struct Kept {
    uint32_t number;
    std::string text;
  };

  std::deque<Kept> kept_;  // the oldest first
  uint32_t last_number_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_CORE_CONN_SECRETS_H_
