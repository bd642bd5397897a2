// Addresses as bits, for bans of networks. Written here because the core may not ask the system.
#ifndef IRCSERV_CORE_PROTOCOL_ADDRESS_H_
#define IRCSERV_CORE_PROTOCOL_ADDRESS_H_

#include <array>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace irc {

// An IPv6 address; an IPv4 one in its mapped form (::ffff:a.b.c.d).
struct Address {
  std::array<uint8_t, 16> bytes{};
  bool v4 = false;
};

// RFC 4291 section 2.2 and dotted quads. Accepts "0::1" for "::1".
std::optional<Address> ParseAddress(absl::string_view text);

struct Network {
  Address address;
  int bits = 128;  // of the 128 of the mapped form
};

// "address" or "address/bits".
std::optional<Network> ParseNetwork(absl::string_view text);

bool Contains(const Network& network, const Address& address);

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_ADDRESS_H_
