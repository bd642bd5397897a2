// A hash without a key in the place of net/auth/keyed_hash.h, for tests that may not use OpenSSL.
#ifndef IRCSERV_CORE_TESTING_PLAIN_HASH_H_
#define IRCSERV_CORE_TESTING_PLAIN_HASH_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "core/protocol/fnv.h"

namespace irc {

// 32 bytes: FNV-1a, spread by SplitMix64.
inline std::string PlainHash(absl::string_view text) {
  uint64_t state = Fnv1a(text);
  std::string hash;
  for (int word = 0; word < 4; ++word) {
    uint64_t mixed = state += 0x9e3779b97f4a7c15;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    mixed ^= mixed >> 31;
    for (int byte = 0; byte < 8; ++byte) hash.push_back(static_cast<char>(mixed >> 8 * byte));
  }
  return hash;
}

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_PLAIN_HASH_H_
