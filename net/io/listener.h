// Sockets that wait for clients.
#ifndef IRCSERV_NET_IO_LISTENER_H_
#define IRCSERV_NET_IO_LISTENER_H_

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/protocol/address.h"
#include "net/io/fd.h"
#include "net/io/unix_socket.h"

namespace irc {

// How clients speak to a listener, from the outside in.
struct ListenerKind {
  bool proxy = false;  // each connection begins with a PROXY header
  bool tls = false;
  bool websocket = false;  // RFC 6455

  friend bool operator==(const ListenerKind&, const ListenerKind&) = default;
};

struct Listener {
  Fd fd;  // non-blocking
  IpAddress address;
  uint16_t port = 0;  // the real one, also when port 0 was asked for
  ListenerKind kind;
  std::string path;  // of a Unix socket, whose `address` and `port` mean nothing
  SocketFile file;   // the same when it is to be removed at the end

  std::string Text() const;  // "127.0.0.1:6667", "[::1]:6667", "unix:/run/irc.sock"

  // The same, with what is spoken there unless it is IRC alone: "[::1]:8097 (TLS, WebSocket)".
  std::string Describe() const;
};

// Adds "proxy", "tls" or "websocket" to `kind`; false for another word.
bool AddListenerWord(absl::string_view word, ListenerKind& kind);

// "ADDRESS", "ADDRESS:PORT" or "[IPV6]:PORT" taken apart, with the words "proxy", "tls" and
// "websocket" behind it where they hold. `port` keeps its value when there is none in `text`. False
// when the port is no port, or for another word. "unix:/PATH" is a host without a port. "*" stands
// for all addresses of the machine.
bool ParseListenAddress(absl::string_view text, std::string& host, uint16_t& port,
                        ListenerKind& kind);

// Listens on all of `addresses`, each a numeric address, a host name (on everything that it
// resolves to), or "*" (IPv4 and IPv6, or whichever of them the machine has), on its own port or
// else on `default_port`. Where the port is 0 the system picks one, the same for all of them. All
// or nothing: an error is one sentence with the text of gai_strerror or strerror. Sockets in the
// file system get the rights `unix_mode`.
absl::StatusOr<std::vector<Listener>> Listen(absl::Span<const std::string> addresses,
                                             uint16_t default_port, mode_t unix_mode = kSocketMode);

// A socket that somebody else has bound and that listens already. FAILED_PRECONDITION when it is
// anything else.
absl::StatusOr<Listener> ListenerOf(Fd fd, const ListenerKind& kind);

}  // namespace irc

#endif  // IRCSERV_NET_IO_LISTENER_H_
