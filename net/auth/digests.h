// Digests of texts, by OpenSSL. Texts and digests are bytes; nothing here is hexadecimal.
//
// Law of this file: the time of SameBytes depends on the sizes of its texts alone.
#ifndef IRCSERV_NET_AUTH_DIGESTS_H_
#define IRCSERV_NET_AUTH_DIGESTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// MD5 and SHA-1 are there for hashes that other servers left behind, and SHA-1 for TOTP.
enum class Hash : uint8_t { kMd5, kSha1, kSha224, kSha256, kSha384, kSha512, kSha3_512 };

// The size of a digest in bytes.
size_t DigestSize(Hash hash);

std::string Digest(Hash hash, absl::string_view text);

// RFC 2104. A key may have any size.
std::string Hmac(Hash hash, absl::string_view key, absl::string_view text);

// PBKDF2 with HMAC, RFC 8018 section 5.2; as many bytes as the digest has. Slow: about 1 µs for two
// iterations. REQUIRES: iterations > 0.
std::string Pbkdf2(Hash hash, absl::string_view password, absl::string_view salt,
                   uint32_t iterations);

// SHA-256 that begins with `state` in the place of the constants of FIPS 180-4 section 5.3.3.
// Nothing unless the state has 32 bytes.
std::optional<std::string> Sha256From(absl::string_view state, absl::string_view text);

bool SameBytes(absl::string_view a, absl::string_view b);

// Random bytes of the system.
std::string RandomBytes(size_t size);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_DIGESTS_H_
