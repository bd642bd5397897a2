// Sockets of tests that leave no port in TIME_WAIT. After an orderly close the port of one side is
// taken for a minute, so that tests which run often find none that is free.
#ifndef IRCSERV_NET_TESTING_RESET_ON_CLOSE_H_
#define IRCSERV_NET_TESTING_RESET_ON_CLOSE_H_

#include <sys/socket.h>

#include "net/io/fd.h"

namespace irc {

// From now on, closing the socket resets the connection, which the system then forgets on both
// sides. What the socket has sent may be lost: the test reads the answers first.
inline void ResetOnClose(const Fd& socket) {
  const linger at_once = {.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
}

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_RESET_ON_CLOSE_H_
