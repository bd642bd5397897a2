// The address of a socket's peer or of a bound socket, out of the system's form.
#ifndef IRCSERV_NET_IO_SOCKET_ADDRESS_H_
#define IRCSERV_NET_IO_SOCKET_ADDRESS_H_

#include <sys/socket.h>

#include "core/protocol/address.h"

namespace irc {

// 0.0.0.0 for a family that is neither IPv4 nor IPv6, such as a Unix socket. An IPv4 peer of an
// IPv6 socket is IPv4, because the system writes it in the mapped form.
IpAddress AddressOf(const sockaddr_storage& socket_address);

}  // namespace irc

#endif  // IRCSERV_NET_IO_SOCKET_ADDRESS_H_
