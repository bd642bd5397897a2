// Listening sockets: their configuration, and how they are opened.
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

// The protocols between the socket and IRC, the outermost first.
struct ListenerKind {
  bool proxy = false;  // each connection begins with a PROXY header
  bool tls = false;
  bool websocket = false;  // RFC 6455

  friend bool operator==(const ListenerKind&, const ListenerKind&) = default;
};

struct Listener {
  Fd fd;  // non-blocking
  IpAddress address;
  uint16_t port = 0;  // the bound port, also after a request for port 0
  ListenerKind kind;
  std::string path;  // of a Unix socket, which has no `address` and `port`
  SocketFile file;   // the same path, if the file is to be removed at the end

  std::string Text() const;  // "127.0.0.1:6667", "[::1]:6667", "unix:/run/irc.sock"

  // The same with the protocols around IRC, if there are any: "[::1]:8097 (TLS, WebSocket)".
  std::string Describe() const;
};

// Adds "proxy", "tls" or "websocket" to `kind`; false for another word.
bool AddListenerWord(absl::string_view word, ListenerKind& kind);

// Parses "ADDRESS", "ADDRESS:PORT" or "[IPV6]:PORT", optionally followed by the words "proxy",
// "tls" and "websocket". "unix:/PATH" is a host without a port; "*" stands for all addresses of the
// machine. Without a port in `text`, `port` keeps its value. False for an invalid port and for
// another word.
bool ParseListenAddress(absl::string_view text, std::string& host, uint16_t& port,
                        ListenerKind& kind);

// Listens on all of `addresses` or, on an error, on none of them. An address is numeric, a host
// name (all addresses that it resolves to), or "*" (IPv4 and IPv6, as far as the machine has them).
// It may have a port of its own; otherwise it gets `default_port`. For port 0 the system picks a
// port, the same for all addresses. Unix sockets get the permissions `unix_mode`. The error is one
// sentence with the text of gai_strerror() or strerror().
absl::StatusOr<std::vector<Listener>> Listen(absl::Span<const std::string> addresses,
                                             uint16_t default_port, mode_t unix_mode = kSocketMode);

// Takes a socket that another process has bound and that listens already, for example systemd.
// FAILED_PRECONDITION for any other descriptor.
absl::StatusOr<Listener> ListenerOf(Fd fd, const ListenerKind& kind);

}  // namespace irc

#endif  // IRCSERV_NET_IO_LISTENER_H_
