#include "net/io/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace irc {
namespace {

IpAddress FromV4(const in_addr& in) {
  IpAddress address;
  std::memcpy(address.bytes.data(), &in, 4);
  return address;
}

IpAddress FromV6(const in6_addr& in) {
  IpAddress address;
  if (IN6_IS_ADDR_V4MAPPED(&in)) {
    std::memcpy(address.bytes.data(), in.s6_addr + 12, 4);
    return address;
  }
  address.v6 = true;
  std::memcpy(address.bytes.data(), &in, 16);
  return address;
}

}  // namespace

IpAddress AddressOf(const sockaddr_storage& socket_address) {
  if (socket_address.ss_family == AF_INET) {
    return FromV4(reinterpret_cast<const sockaddr_in&>(socket_address).sin_addr);
  }
  if (socket_address.ss_family == AF_INET6) {
    return FromV6(reinterpret_cast<const sockaddr_in6&>(socket_address).sin6_addr);
  }
  return {};
}

std::optional<IpAddress> ParseIpAddress(absl::string_view text) {
  const std::string copy(text);
  in_addr v4;
  if (::inet_pton(AF_INET, copy.c_str(), &v4) == 1) return FromV4(v4);
  in6_addr v6;
  if (::inet_pton(AF_INET6, copy.c_str(), &v6) == 1) return FromV6(v6);
  return std::nullopt;
}

std::string AddressText(const IpAddress& address) {
  if (!address.v6) {  // inet_ntop() does it with printf(), for each who comes
    return absl::StrCat(address.bytes[0], ".", address.bytes[1], ".", address.bytes[2], ".",
                        address.bytes[3]);
  }
  char text[INET6_ADDRSTRLEN] = "";
  ::inet_ntop(AF_INET6, address.bytes.data(), text, sizeof(text));
  return text;
}

std::string AddressParam(const IpAddress& address) {
  std::string text = AddressText(address);
  return text.front() == ':' ? absl::StrCat("0", text) : text;
}

bool IsLoopback(const IpAddress& address) {
  if (!address.v6) return address.bytes[0] == 127;
  in6_addr in;
  std::memcpy(&in, address.bytes.data(), 16);
  return IN6_IS_ADDR_LOOPBACK(&in);
}

IpAddress LimitedUnit(const IpAddress& address) {
  IpAddress unit = address;
  if (unit.v6) std::fill(unit.bytes.begin() + 8, unit.bytes.end(), 0);
  return unit;
}

bool IpNetwork::Contains(const IpAddress& other) const {
  if (address.v6 != other.v6) return false;
  const int whole_bytes = prefix_bits / 8;
  if (!std::equal(address.bytes.begin(), address.bytes.begin() + whole_bytes,
                  other.bytes.begin())) {
    return false;
  }
  if (prefix_bits % 8 == 0) return true;
  const int shift = 8 - prefix_bits % 8;
  return address.bytes[whole_bytes] >> shift == other.bytes[whole_bytes] >> shift;
}

std::optional<IpNetwork> ParseIpNetwork(absl::string_view text) {
  const size_t slash = text.find('/');
  const std::optional<IpAddress> address = ParseIpAddress(text.substr(0, slash));
  if (!address.has_value()) return std::nullopt;
  const int max_bits = address->v6 ? 128 : 32;
  IpNetwork network = {.address = *address, .prefix_bits = max_bits};
  if (slash == absl::string_view::npos) return network;
  if (!absl::SimpleAtoi(text.substr(slash + 1), &network.prefix_bits)) return std::nullopt;
  if (network.prefix_bits < 0 || network.prefix_bits > max_bits) return std::nullopt;
  return network;
}

}  // namespace irc
