// Argon2 (RFC 9106) in its encoded form:
// $argon2id$v=19$m=<KiB>,t=<passes>,p=<lanes>$<salt>$<hash>, the last two in base64 without
// padding.
#ifndef IRCSERV_NET_AUTH_PASSWORDS_ARGON2_HASH_H_
#define IRCSERV_NET_AUTH_PASSWORDS_ARGON2_HASH_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// The smallest that OWASP recommends (Password Storage Cheat Sheet): a check takes about 30 ms.
struct Argon2Cost {
  uint32_t memory_kib = 19 * 1024;
  uint32_t passes = 2;
  uint32_t lanes = 1;
};

// Argon2id of the password with a salt of at least 8 bytes. Empty when memory runs out or the cost
// is out of the limits of Argon2. Slow.
std::string Argon2Hash(absl::string_view password, absl::string_view salt, const Argon2Cost& cost);

// "$argon2id$v=19$m=19456,t=2,p=1$": how a hash of this cost begins.
std::string Argon2Setting(const Argon2Cost& cost);

// Whether Argon2Verify takes the hash: one of the three kinds, and a cost that a server can bear.
bool IsArgon2Hash(absl::string_view hash);

// Slow. False when IsArgon2Hash is, or when memory runs out.
bool Argon2Verify(absl::string_view password, absl::string_view hash);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PASSWORDS_ARGON2_HASH_H_
