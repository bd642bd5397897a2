// Cloaks: the host that others see instead of a client's address under user mode +x.
//
//   192.0.2.7      ->  1f0c2a9e.77b3d016.0a5b5c44.ip
//   2001:db8::1    ->  c0ffee11.8d2b90aa.5e6f0718.ip6
//
// The parts stand for the whole address, its network and its wider network (IPv4: /32, /24, /16;
// IPv6: /64, /48, /32), the most exact one first as in a host name. So a ban on
// *!*@*.77b3d016.0a5b5c44.ip holds for the whole /24. Each part is the first 32 bits of an
// HMAC-SHA256 of that network, keyed by `cloak.secret`: without the key an attacker cannot try all
// addresses.
#ifndef IRCSERV_NET_AUTH_CLOAK_H_
#define IRCSERV_NET_AUTH_CLOAK_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/protocol/address.h"
#include "net/auth/keyed_hash.h"

namespace irc {

class Cloaks {
 public:
  explicit Cloaks(absl::string_view secret) : hash_(secret) {}

  // Valid until the next call.
  const std::string& Of(const IpAddress& address);

 private:
  std::string Part(const IpAddress& address, size_t bytes);

  // A client often comes from the address of the one before: through a gateway, or again.
  std::optional<IpAddress> last_address_;
  std::string last_cloak_;

  KeyedHash hash_;
};

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_CLOAK_H_
