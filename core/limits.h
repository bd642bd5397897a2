// The limits of the protocol core: those that the protocol fixes are here, those that the operator
// sets are rows of core/limits.inc. Limits of bytes in flight (input and send queues, connections
// per address, flood control) belong to the shell's configuration.
#ifndef IRCSERV_CORE_LIMITS_H_
#define IRCSERV_CORE_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace irc {

// Fixed by the protocol.
inline constexpr size_t kBodyBytesMax = 510;         // a line without tags and CRLF; over it: 417
inline constexpr size_t kTagsBytesMax = 8191;        // tags with '@' and the space, sent by us
inline constexpr size_t kClientTagsBytesMax = 4094;  // tag data from a client; over it: 417
inline constexpr size_t kLabelBytesMax = 64;         // a longer label is ignored
inline constexpr size_t kIsupportTokensMax = 13;     // tokens in one 005 line

// Set by the operator: core/limits.inc.
struct Limits {
#define IRC_LIMIT(member, default_value, ...) int64_t member = default_value;
#include "core/limits.inc"
#undef IRC_LIMIT
};

}  // namespace irc

#endif  // IRCSERV_CORE_LIMITS_H_
