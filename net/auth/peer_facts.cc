#include "net/auth/peer_facts.h"

#include <string>
#include <utility>

namespace irc {

PeerFacts::PeerFacts(absl::string_view cloak_secret, Override override_facts)
    : cloaks_(cloak_secret.empty() ? RandomKey() : std::string(cloak_secret)),
      override_(std::move(override_facts)) {}

Peer PeerFacts::Of(const Way& way, size_t host_bytes_max) {
  Peer peer;
  if (override_) {
    peer = override_(way.address, way.local_port);
  } else {
    const std::string ip = AddressParam(way.address);
    peer = {.ip = ip,
            .host = ip,
            .cloak = cloaks_.Of(way.address),
            .local_port = way.local_port,
            .tls = false};
  }
  if (way.webirc.has_value()) {
    // TLS and the certificate are the client's own; the gateway's tell nothing about the client.
    const WebircLine& webirc = *way.webirc;
    if (!webirc.host.empty() && webirc.host.size() <= host_bytes_max) peer.host = webirc.host;
    if (webirc.local_port != 0) peer.local_port = webirc.local_port;
    peer.tls = webirc.secure;
    peer.certfp = webirc.certfp;
    return peer;
  }
  peer.tls |= way.tls != nullptr || way.proxied_tls;
  peer.sni |= way.sni;
  if (way.tls != nullptr) {
    peer.certfp = way.tls->ClientFingerprint();
    peer.bindings = way.tls->Bindings();
  }
  return peer;
}

}  // namespace irc
