// The addresses of a host name, looked up within a bounded time.
#ifndef IRCSERV_NET_EXTERNAL_RESOLVE_H_
#define IRCSERV_NET_EXTERNAL_RESOLVE_H_

#include <sys/socket.h>

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "net/external/wait.h"

namespace irc {

struct SocketAddress {
  sockaddr_storage address = {};
  socklen_t size = 0;
};

// At least one address. The system's resolver cannot be interrupted, so it runs in a thread of its
// own, which is left to itself when the wait ends before it.
absl::StatusOr<std::vector<SocketAddress>> Resolve(const std::string& host, const std::string& port,
                                                   const Wait& wait);

}  // namespace irc

#endif  // IRCSERV_NET_EXTERNAL_RESOLVE_H_
