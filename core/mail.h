// What the server writes by mail. The core says what a mail is about and where it goes;
// net/mail/mail_text.cc has the texts.
#ifndef IRCSERV_CORE_MAIL_H_
#define IRCSERV_CORE_MAIL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

enum class MailKind : uint8_t {
  kVerify,           // a code: whether the address is that of the account's owner
  kReset,            // a code: another password may be chosen
  kAddressChanged,   // to the old address: the account has another one
  kPasswordChanged,  // the password was changed with a code
  kExpires,          // nobody has used the account for a long time, and it is about to end
  kChannelExpires,   // the same of a channel that the account has founded
};
// Their names in transcripts and in the log, in the order of the kinds.
inline constexpr std::array<absl::string_view, 6> kMailWords = {
    "verify", "reset", "address-changed", "password-changed", "expires", "channel-expires"};
inline absl::string_view WordOf(MailKind kind) { return kMailWords[static_cast<size_t>(kind)]; }
inline absl::string_view SavedName(MailKind kind) { return WordOf(kind); }
inline bool FindSavedName(absl::string_view word, MailKind& kind) {
  for (size_t i = 0; i < kMailWords.size(); ++i) {
    if (kMailWords[i] != word) continue;
    kind = static_cast<MailKind>(i);
    return true;
  }
  return false;
}

struct Mail {
  MailKind kind = MailKind::kVerify;
  std::string account;  // its name
  std::string to;       // the address
  std::string channel;  // of kChannelExpires; else empty

  friend bool operator==(const Mail&, const Mail&) = default;
};

}  // namespace irc

#endif  // IRCSERV_CORE_MAIL_H_
