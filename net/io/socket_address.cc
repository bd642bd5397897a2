#include "net/io/socket_address.h"

#include <netinet/in.h>

#include <cstdint>

#include "absl/types/span.h"

namespace irc {

IpAddress AddressOf(const sockaddr_storage& socket_address) {
  if (socket_address.ss_family == AF_INET) {
    const in_addr& in = reinterpret_cast<const sockaddr_in&>(socket_address).sin_addr;
    return IpAddress::FromOctets({reinterpret_cast<const uint8_t*>(&in), sizeof(in)});
  }
  if (socket_address.ss_family == AF_INET6) {
    const in6_addr& in = reinterpret_cast<const sockaddr_in6&>(socket_address).sin6_addr;
    return IpAddress::FromOctets(in.s6_addr);
  }
  return {};
}

}  // namespace irc
