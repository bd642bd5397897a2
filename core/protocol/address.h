// Addresses of IPv4 and IPv6 and their networks, as bits and as text. The one parser and the one
// writer of them, written here because the core may not ask the system.
#ifndef IRCSERV_CORE_PROTOCOL_ADDRESS_H_
#define IRCSERV_CORE_PROTOCOL_ADDRESS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace irc {

// An IPv6 address. An IPv4 address stands in its mapped form ::ffff:a.b.c.d (RFC 4291 section
// 2.5.5.2), so both spellings of one address are equal.
struct IpAddress {
  std::array<uint8_t, 16> bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};

  static constexpr IpAddress V4(uint8_t a, uint8_t b, uint8_t c, uint8_t d) {
    return {.bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d}};
  }

  // 4 or 16 bytes in the order of the network.
  static IpAddress FromOctets(absl::Span<const uint8_t> octets);

  bool is_v4() const;

  // The 4 bytes of an IPv4 address or the 16 of another, in the order of the network.
  absl::Span<const uint8_t> octets() const;

  friend bool operator==(const IpAddress&, const IpAddress&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const IpAddress& address) {
    return H::combine(std::move(h), address.bytes);
  }
};

// RFC 4291 section 2.2 and dotted quads. Accepts "0::1" for "::1".
std::optional<IpAddress> ParseIpAddress(absl::string_view text);

// "192.0.2.1", "2001:db8::1": as in RFC 5952, and as inet_ntop() writes it. Called for each
// connection, so without printf().
std::string AddressText(const IpAddress& address);

// The same as a protocol parameter, which cannot start with ':': "0::1" for "::1".
std::string AddressParam(const IpAddress& address);

// 127.0.0.0/8 and ::1: a peer there is on this machine.
bool IsLoopback(const IpAddress& address);

// The unit of the limits per address: an IPv4 address, or the /64 that one IPv6 subscriber has at
// least.
IpAddress LimitedUnit(const IpAddress& address);

// The same of a text, as text; a text that is no address is a unit of its own.
std::string AddressUnit(absl::string_view text);

// A network of IPv4 lies at its mapped addresses: "10.0.0.0/8" is the same as
// "::ffff:10.0.0.0/104", and "::/0" holds all of IPv4 too.
struct IpNetwork {
  IpAddress address;
  int bits = 128;  // of the 128 of the mapped form

  bool Contains(const IpAddress& other) const;
};

// "address" or "address/bits", for example "127.0.0.0/8" and "2001:db8::/32". Refuses a mapped
// address with bits of IPv4 ("::ffff:10.0.0.0/8").
std::optional<IpNetwork> ParseIpNetwork(absl::string_view text);

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_ADDRESS_H_
