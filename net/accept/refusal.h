// Why a connection is not let in: the sentence that its client reads, and the word that logs and
// metrics use.
#ifndef IRCSERV_NET_ACCEPT_REFUSAL_H_
#define IRCSERV_NET_ACCEPT_REFUSAL_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace irc {

enum class Refusal : uint8_t {
  kNone,  // it is let in
  kFull,
  kThrottled,
  kPerAddress,
  kNoDescriptor,    // the poller has no room for it
  kOpening,         // the PROXY header, the handshake or the HTTP request was not what it should be
  kOpeningTimeout,  // ... or did not come
  kWebirc,          // a gateway has given the wrong password
  kNoProxy,         // its listener is for proxies, and its address is none of connections.proxies
};

struct RefusalRow {
  absl::string_view word;
  absl::string_view sentence;  // for the ERROR line
};

inline constexpr std::array<RefusalRow, 9> kRefusals = {{
    {"none", ""},
    {"full", "The server is full, try again later"},
    {"throttled", "Too many connection attempts from your address, try again later"},
    {"per_address", "Too many connections from your address"},
    {"descriptors", "The server is full, try again later"},
    {"opening", ""},
    {"opening_timeout", ""},
    {"webirc", "Invalid WebIRC password"},
    {"no_proxy", ""},
}};

constexpr const RefusalRow& RowOf(Refusal refusal) {
  return kRefusals[static_cast<size_t>(refusal)];
}

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_REFUSAL_H_
