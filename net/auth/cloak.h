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

struct evp_mac_ctx_st;

namespace irc {

class Cloaks {
 public:
  explicit Cloaks(absl::string_view secret);
  ~Cloaks();
  Cloaks(const Cloaks&) = delete;
  Cloaks& operator=(const Cloaks&) = delete;

  // Valid until the next call.
  const std::string& Of(const IpAddress& address);

 private:
  std::string Part(const IpAddress& address, size_t bytes);

  // A client often comes from the address of the one before: through a gateway, or again.
  std::optional<IpAddress> last_address_;
  std::string last_cloak_;

  // Keeps its key and is reset for each text: to set the key took five times as long, and each
  // connection needs three texts.
  evp_mac_ctx_st* const hmac_;
};

// 256 random bits from the system, for a server without a configured secret. Its cloaks change with
// every start, so bans on cloaks do not outlive it.
std::string RandomCloakSecret();

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_CLOAK_H_
