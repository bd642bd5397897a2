// Recovery codes: what opens an account once, each, when the app with the one-time codes is lost.
//
// A code is 16 characters of base32 in four groups, "abcd-efgh-ijkl-mnop". Its 80 bits are random,
// so a plain SHA-256 protects it as well as a slow hash would.
#ifndef IRCSERV_NET_AUTH_RECOVERY_CODES_H_
#define IRCSERV_NET_AUTH_RECOVERY_CODES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace irc {

inline constexpr size_t kRecoveryCodes = 10;
// How many random bytes the codes of an account need.
inline constexpr size_t kRecoveryCodesEntropy = kRecoveryCodes * 10;

struct RecoveryCodes {
  std::vector<std::string> codes;  // shown to the owner once
  std::string stored;              // their hashes in hexadecimal, with spaces between
};

// REQUIRES: kRecoveryCodesEntropy bytes.
RecoveryCodes MakeRecoveryCodes(absl::string_view random_bytes);

// What to store after `code` was used; nothing when it is none of the stored ones. Dashes, spaces
// and the case of letters do not count.
std::optional<std::string> UseRecoveryCode(absl::string_view stored, absl::string_view code);

// How many codes are left.
size_t RecoveryCodesLeft(absl::string_view stored);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_RECOVERY_CODES_H_
