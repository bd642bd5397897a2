// bcrypt of bytes, NUL included: crypt(3) would end a password at the first NUL, but Ergo hashes
// digests, and one in five digests of SHA3-512 has a NUL. OpenSSL's Blowfish does not help: it has
// no key schedule with a salt, and its legacy provider is not loaded by default.
//
// The specification: Provos and Mazières, "A Future-Adaptable Password Scheme", 1999, and Schneier,
// "Description of a New Variable-Length Key, 64-Bit Block Cipher", 1993.
#ifndef IRCSERV_NET_AUTH_PASSWORDS_BCRYPT_H_
#define IRCSERV_NET_AUTH_PASSWORDS_BCRYPT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// The hash of `password` with the cost and the salt of `setting`: "$2a$05$" and 22 characters of
// salt, or a whole hash, also one of "$2b$" and "$2y$". Empty when the setting is another one, or
// asks for more than kLargestBcryptCost. The password counts to its 72nd byte. Slow: each step of
// the cost doubles the time, and step 10 takes about 100 ms.
std::string Bcrypt(absl::string_view password, absl::string_view setting);

// A check with this cost takes some seconds.
inline constexpr int kLargestBcryptCost = 16;

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PASSWORDS_BCRYPT_H_
