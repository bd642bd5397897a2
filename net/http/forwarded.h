// The client of an HTTP proxy, as the proxy names it in the request: X-Forwarded-For with
// X-Forwarded-Proto, or Forwarded (RFC 7239). To be believed only from a proxy.
//
//   X-Forwarded-For: 198.51.100.1, 192.0.2.9         ->  192.0.2.9
//   X-Forwarded-For: [2001:db8::1]:443               ->  2001:db8::1
//   Forwarded: for="192.0.2.9:443";proto=https       ->  192.0.2.9, with TLS
//
// Of each header the last entry counts. The proxy has appended it; the client may have written the
// others. Forwarded counts only without the other two: proxies that set those pass on what the
// client has written as Forwarded.
#ifndef IRCSERV_NET_HTTP_FORWARDED_H_
#define IRCSERV_NET_HTTP_FORWARDED_H_

#include <optional>

#include "core/protocol/address.h"
#include "net/http/http_reader.h"

namespace irc {

struct Forwarded {
  std::optional<IpAddress> address;  // none: not named, or no address ("unknown", "_hidden")
  bool tls = false;                  // the client has reached the proxy with TLS
};

Forwarded ReadForwarded(const HttpRequest& request);

}  // namespace irc

#endif  // IRCSERV_NET_HTTP_FORWARDED_H_
