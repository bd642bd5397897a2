// The PROXY protocol, versions 1 and 2: a proxy sends the address of its client before the client's
// first byte. https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt
//
// A header changes the address for limits, bans, cloak and log, and whether the client counts as
// one with TLS; the port stays that of the listener. Lobby::Admit decides which peers may send one.
#ifndef IRCSERV_NET_ACCEPT_PROXY_HEADER_H_
#define IRCSERV_NET_ACCEPT_PROXY_HEADER_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/protocol/address.h"

namespace irc {

struct ProxyHeader {
  enum class State {
    kMore,   // the bytes may be the beginning of a header
    kNone,   // the bytes are something else
    kWrong,  // the bytes begin like a header and are none
    kWhole,
  };
  State state = State::kMore;
  size_t bytes = 0;                 // of a whole header
  std::optional<IpAddress> source;  // absent: no IP address, as in a health check by the proxy
  // Version 2 only: the client has reached the proxy with TLS, and the host name under which it
  // came (of TLS, SNI).
  bool tls = false;
  std::string authority;
};

// Reads the first bytes of a connection. A header is at most 107 bytes long in version 1 and 16 +
// 65535 in version 2, of which 536 are accepted: a TCP segment of the minimum size holds as many.
ProxyHeader ReadProxyHeader(absl::string_view bytes);

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_PROXY_HEADER_H_
