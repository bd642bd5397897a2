// Puts another text in the place of each channel key in what is recorded:
//
//   JOIN #c,#d sesame,open        ->  JOIN #c,#d w8)kQz,2!Fd
//   MODE #c +lk 5 sesame          ->  MODE #c +lk 5 w8)kQz
//   324 alice #c +ntk sesame      ->  324 alice #c +ntk w8)kQz
//   The key of #c is sesame       ->  The key of #c is w8)kQz
//
// The recording replays, because nothing that the server does with a key depends on more than what
// stays the same: its length, whether it is valid, and which other keys are equal to it. The text
// is a permutation of the keys of the same form, and the permutation follows from a secret, which
// only the process has. So no table of keys is needed, and two keys never become one.
//
// Laws of this file:
// - A line keeps its length, its words, and each byte outside of its keys.
// - Of a key the control characters, spaces, ',' and ':' stay, and so does whether it is UTF-8.
#ifndef IRCSERV_CORE_TRANSCRIPT_HIDDEN_KEYS_H_
#define IRCSERV_CORE_TRANSCRIPT_HIDDEN_KEYS_H_

#include <functional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "core/records.h"

namespace irc {
namespace transcript {

class HiddenKeys {
 public:
  // A pseudorandom function of the secret and a text: 32 bytes, such as an HMAC-SHA256.
  using KeyedHash = std::function<std::string(absl::string_view text)>;

  explicit HiddenKeys(KeyedHash hash) : hash_(std::move(hash)) {}

  // In a line that a client has sent: the keys of JOIN, SAJOIN, MODE and SAMODE, also where the
  // server refuses the line.
  void HideInReceived(std::string& line) const;

  // In a line that the server sends, without its CRLF: the keys of MODE and 324, and of GETKEY of
  // ChanServ.
  void HideInSent(std::string& line) const;

  // In a row that is kept: its columns of kind kChannelKey.
  void HideInRow(Row& row) const;

  // The text in the place of `key`.
  std::string Hidden(absl::string_view key) const;

 private:
  void Hide(std::string& line, bool received) const;

  KeyedHash hash_;
};

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_HIDDEN_KEYS_H_
