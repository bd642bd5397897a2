// The facts about a connection's peer that the core gets: address, host, cloak, TLS.
//
// Host names are not looked up: a look-up needs a DNS server that answers, and a host name does not
// hide the client.
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
  // The facts for an address, in place of the ordinary ones; for tests.
  using Override = std::function<Peer(const IpAddress& address, uint16_t local_port)>;

  // `cloak_secret`: the key of the cloaks; empty: a random one.
  PeerFacts(absl::string_view cloak_secret, Override override_facts);

  struct Way {
    IpAddress address;                 // the client's
    uint16_t local_port = 0;           // the listener's
    const Tls* tls = nullptr;          // null: no TLS on the socket
    bool proxied_tls = false;          // the client has reached a proxy with TLS
    bool sni = false;                  // with TLS, under a host name that the STS policy is for
    std::optional<WebircLine> webirc;  // present: the client comes through a gateway
  };

  // `host_bytes_max`: a longer host name that a gateway gives is replaced by the address.
  Peer Of(const Way& way, size_t host_bytes_max);

 private:
  Cloaks cloaks_;
  const Override override_;
};

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PEER_FACTS_H_
