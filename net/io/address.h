// Numeric addresses of peers: their text, the networks that contain them, and what the limits per
// address count as one.
#ifndef IRCSERV_NET_IO_ADDRESS_H_
#define IRCSERV_NET_IO_ADDRESS_H_

#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace irc {

// An IPv4 address fills the first four bytes. An IPv4 address that came through an IPv6 socket
// (::ffff:a.b.c.d) is kept as what it is: IPv4.
struct IpAddress {
  std::array<uint8_t, 16> bytes = {};
  bool v6 = false;

  friend bool operator==(const IpAddress&, const IpAddress&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const IpAddress& a) {
    return H::combine(std::move(h), a.bytes, a.v6);
  }
};

// All zeros for a family that is neither IPv4 nor IPv6.
IpAddress AddressOf(const sockaddr_storage& socket_address);

// Nothing when `text` is no numeric address.
std::optional<IpAddress> ParseIpAddress(absl::string_view text);

// "192.0.2.1", "2001:db8::1".
std::string AddressText(const IpAddress& address);

// The same as a protocol parameter, none of which starts with ':': "0::1" for "::1".
std::string AddressParam(const IpAddress& address);

// 127.0.0.0/8 and ::1: what comes from there has not left this machine.
bool IsLoopback(const IpAddress& address);

// What the limits per address count as one client: an IPv4 address, or the /64 that one IPv6
// subscriber has at least.
IpAddress LimitedUnit(const IpAddress& address);

// "127.0.0.0/8", "::1/128", or an address alone.
struct IpNetwork {
  IpAddress address;
  int prefix_bits = 0;

  bool Contains(const IpAddress& other) const;
};
std::optional<IpNetwork> ParseIpNetwork(absl::string_view text);

}  // namespace irc

#endif  // IRCSERV_NET_IO_ADDRESS_H_
