// The reasons for which a connection is refused, each with the sentence for its client and the word
// for logs and metrics.
#ifndef IRCSERV_NET_ACCEPT_REFUSAL_H_
#define IRCSERV_NET_ACCEPT_REFUSAL_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace irc {

enum class RefusalReason : uint8_t {
  kNone,  // the connection is admitted
  kFull,
  kThrottled,
  kPerAddress,
  kNoDescriptor,    // the poller cannot watch one more descriptor
  kOpening,         // the PROXY header, handshake, HTTP request or WEBIRC line is invalid
  kOpeningTimeout,  // ... or did not arrive in time
  kWebirc,          // a gateway has given the wrong password
  kNoProxy,         // the listener is for proxies, and the address is not in connections.proxies
  kOpenings,        // too many openings are under way, and this one waited for its peer the longest
};

struct RefusalRow {
  absl::string_view word;
  absl::string_view sentence;  // for the ERROR line
};

inline constexpr std::array<RefusalRow, 10> kRefusals = {{
    {"none", ""},
    {"full", "The server is full, try again later"},
    {"throttled", "Too many connection attempts from your address, try again later"},
    {"per_address", "Too many connections from your address"},
    {"descriptors", "The server is full, try again later"},
    {"opening", ""},
    {"opening_timeout", ""},
    {"webirc", "Invalid WebIRC password"},
    {"no_proxy", ""},
    {"openings", ""},
}};

constexpr const RefusalRow& RowOf(RefusalReason refusal) {
  return kRefusals[static_cast<size_t>(refusal)];
}

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_REFUSAL_H_
