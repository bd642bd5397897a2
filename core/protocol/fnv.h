// A hash that is the same in each process, for what is kept, told or replayed. Who chooses the text
// can make two that collide.
#ifndef IRCSERV_CORE_PROTOCOL_FNV_H_
#define IRCSERV_CORE_PROTOCOL_FNV_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace irc {

// FNV-1a of 64 bits. http://www.isthe.com/chongo/tech/comp/fnv/
inline uint64_t Fnv1a(absl::string_view text) {
  uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_FNV_H_
