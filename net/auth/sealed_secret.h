// Secrets that the server must read again, in a store that others may read: AES-256-GCM (NIST SP
// 800-38D) under a key that is not in the store. For the secrets of one-time codes.
//
// The text is "aes-256-gcm:<nonce>:<secret and tag>", both in base64.
#ifndef IRCSERV_NET_AUTH_SEALED_SECRET_H_
#define IRCSERV_NET_AUTH_SEALED_SECRET_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

inline constexpr size_t kSealingKeySize = 32;

// `belongs_to` is what the secret belongs to, the id of an account for example. It is not in the
// text, but the text opens for it alone: moved to another account, it is worthless. The nonce is
// random, so a key seals up to 2 to the 32nd secrets. REQUIRES: a key of kSealingKeySize bytes.
std::string SealSecret(absl::string_view secret, absl::string_view key,
                       absl::string_view belongs_to);

// Nothing when the text was not sealed with this key for this owner, or was changed.
std::optional<std::string> OpenSecret(absl::string_view sealed, absl::string_view key,
                                      absl::string_view belongs_to);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_SEALED_SECRET_H_
