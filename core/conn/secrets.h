// Keeps passwords out of the core: in each line whose command has a secret parameter (PASS, OPER,
// AUTHENTICATE and others; core/commands/table.inc names it), that parameter is replaced by a
// handle such as "*1" before the line leaves the connection. The shell takes the text out of here
// by the handle, to have it checked.
//
//   PASS sesame        ->  PASS *1
//   OPER root sesame   ->  OPER root *2
//   AUTHENTICATE AGE=  ->  AUTHENTICATE *3/4
//
// The handles of AUTHENTICATE, REGISTER, SETPASS and 2FA have the length of the text behind a
// slash, since the protocol of the first and the refusals of the others depend on it. The other
// parameters of AUTHENTICATE (the name of a mechanism, "*", "+") are no secrets and stay.
//
// What is told to a service is hidden by the service's table: PRIVMSG NickServ :IDENTIFY sesame
// becomes PRIVMSG NickServ :IDENTIFY *4/6. When the command is unknown, because it is misspelt,
// each word behind it becomes '*'.
//
// Law of this file: no byte of a secret parameter is in a line that Hide has returned. A client
// cannot forge a handle, because a parameter in that position is always replaced.
#ifndef IRCSERV_CORE_CONN_SECRETS_H_
#define IRCSERV_CORE_CONN_SECRETS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/protocol/parse.h"
#include "core/services/service_facts.h"

namespace irc {

// The service that the line speaks to, by a command of its own or as a target of a message; or
// null.
const ServiceRow* ServiceSpokenTo(const ParsedLine& parsed, const ServiceNames& names);

class Secrets {
 public:
  // The most secrets that are kept: the pieces of a message of SASL, and a few more. One more drops
  // the oldest, and its handle opens nothing.
  static constexpr size_t kKeptMax = 64;

  // Replaces the secret of `line`, if its command has one. A secret parameter is the last that its
  // command knows, so the rest of the line is dropped: it can only be the rest of a password with
  // spaces. In a line that the core refuses anyway (too long, or with a NUL) the secret becomes as
  // many '*' instead, so that it is refused all the same.
  void Hide(std::string& line, const ServiceNames& names);

  // Moves the text of `handle` out. Nothing when it was taken or dropped before, or never was.
  std::optional<std::string> Take(absl::string_view handle);

 private:
  // The handle for `text`.
  std::string Keep(absl::string_view text, bool tells_length);
  // Hides what `line` tells a service; false when it speaks to none. `readable`: the line with '?'
  // for each NUL.
  bool HideFromService(std::string& line, absl::string_view readable, const ServiceNames& names);

  struct Kept {
    uint32_t number;
    std::string text;
  };

  std::deque<Kept> kept_;  // the oldest first
  uint32_t last_number_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_CORE_CONN_SECRETS_H_
