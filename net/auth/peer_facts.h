// What the core gets to know about the other end of a connection: address, host, cloak, TLS.
//
// No name is looked up: a host name costs a DNS server that answers, and hides nothing.
#ifndef IRCSERV_NET_AUTH_PEER_FACTS_H_
#define IRCSERV_NET_AUTH_PEER_FACTS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

#include "absl/strings/string_view.h"
#include "core/event.h"
#include "core/protocol/address.h"
#include "net/accept/webirc.h"
#include "net/auth/cloak.h"
#include "net/tls/tls.h"

namespace irc {

class PeerFacts {
 public:
  // What the address tells, in place of the ordinary facts; for tests.
  using Override = std::function<Peer(const IpAddress& address, uint16_t local_port)>;

  // `cloak_secret`: the key of the cloaks; empty: a random one.
  PeerFacts(absl::string_view cloak_secret, Override override_facts);

  struct Way {
    IpAddress address;                 // the client's
    uint16_t local_port = 0;           // the listener's
    const Tls* tls = nullptr;          // null: not spoken on the socket
    bool proxied_tls = false;          // the client has reached a proxy with TLS
    std::optional<WebircLine> webirc;  // a gateway has brought the client
  };

  // `host_bytes_max`: a longer host name that a gateway gives is replaced by the address.
  Peer Of(const Way& way, size_t host_bytes_max);

 private:
  Cloaks cloaks_;
  const Override override_;
};

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PEER_FACTS_H_
