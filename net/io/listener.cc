#include "net/io/listener.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "net/io/socket_address.h"

namespace irc {
namespace {

// The number of connections that may wait to be accepted. The system may have a lower limit
// (net.core.somaxconn).
constexpr int kBacklog = 4096;

// The number of tries to find a port that is free on all addresses.
constexpr int kPickTries = 32;

struct Resolved {
  sockaddr_storage address = {};
  socklen_t size = 0;
};

absl::Status ListenError(absl::string_view address, uint16_t port, int error) {
  const absl::string_view hint =
      error == EACCES ? " (ports below 1024 need root or CAP_NET_BIND_SERVICE)" : "";
  const std::string text =
      absl::StrFormat("cannot listen on %s port %d: %s%s", address, port, strerror(error), hint);
  if (error == EADDRINUSE) return absl::AlreadyExistsError(text);
  return error == EADDRNOTAVAIL ? absl::NotFoundError(text) : absl::UnavailableError(text);
}

absl::StatusOr<std::vector<Resolved>> Resolve(const std::string& host, uint16_t port) {
  addrinfo hints = {};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const std::string service = absl::StrCat(port);
  const int error =
      ::getaddrinfo(host == "*" ? nullptr : host.c_str(), service.c_str(), &hints, &found);
  if (error != 0) {
    return absl::InvalidArgumentError(
        absl::StrFormat("cannot resolve the address '%s': %s", host,
                        error == EAI_SYSTEM ? strerror(errno) : gai_strerror(error)));
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, ::freeaddrinfo);
  std::vector<Resolved> all;
  for (const addrinfo* info = found; info != nullptr; info = info->ai_next) {
    if (info->ai_family != AF_INET && info->ai_family != AF_INET6) continue;
    Resolved resolved;
    std::memcpy(&resolved.address, info->ai_addr, info->ai_addrlen);
    resolved.size = info->ai_addrlen;
    all.push_back(resolved);
  }
  return all;
}

uint16_t PortOf(const sockaddr_storage& address) {
  return ntohs(address.ss_family == AF_INET6
                   ? reinterpret_cast<const sockaddr_in6&>(address).sin6_port
                   : reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

absl::StatusOr<Listener> ListenOn(const Resolved& resolved) {
  Listener listener;
  listener.address = AddressOf(resolved.address);
  const std::string text = AddressText(listener.address);
  const uint16_t port = PortOf(resolved.address);
  const int family = resolved.address.ss_family;
  listener.fd = Fd(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int fd = listener.fd.get();
  const int on = 1;
  sockaddr_storage bound = {};
  socklen_t size = sizeof(bound);
  // SO_REUSEADDR: a restarted server must not wait for old connections in TIME_WAIT. IPV6_V6ONLY:
  // IPv4 has a socket of its own.
  if (fd < 0 || ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
      (family == AF_INET6 && ::setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on)) != 0) ||
      ::bind(fd, reinterpret_cast<const sockaddr*>(&resolved.address), resolved.size) != 0 ||
      ::listen(fd, kBacklog) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr*>(&bound), &size) != 0) {
    return ListenError(text, port, errno);
  }
  listener.port = PortOf(bound);
  return listener;
}

bool MachineHas(int family) { return Fd(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)).valid(); }

// Listens on all addresses of `host`. With port 0, `port` becomes the port of the first socket.
absl::Status ListenOnHost(const std::string& host, uint16_t& port, const ListenerKind& kind,
                          std::vector<Listener>& all) {
  absl::StatusOr<std::vector<Resolved>> resolved = Resolve(host, port);
  if (!resolved.ok()) return resolved.status();
  for (Resolved& one : *resolved) {
    if (host == "*" && !MachineHas(one.address.ss_family)) continue;
    if (one.address.ss_family == AF_INET6) {
      reinterpret_cast<sockaddr_in6&>(one.address).sin6_port = htons(port);
    } else {
      reinterpret_cast<sockaddr_in&>(one.address).sin_port = htons(port);
    }
    absl::StatusOr<Listener> listener = ListenOn(one);
    // "*" skips IPv6 if the kernel has it but it is switched off.
    if (host == "*" && absl::IsNotFound(listener.status())) continue;
    if (!listener.ok()) return listener.status();
    port = listener->port;
    listener->kind = kind;
    all.push_back(*std::move(listener));
  }
  if (all.empty()) return ListenError(host, port, EAFNOSUPPORT);
  return absl::OkStatus();
}

absl::Status ListenOnFile(absl::string_view host, const ListenerKind& kind, mode_t mode,
                          std::vector<Listener>& all) {
  std::string path(absl::StripPrefix(host, "unix:"));
  absl::StatusOr<Fd> fd = ListenOnPath(path, kBacklog, mode);
  if (!fd.ok()) return fd.status();
  Listener listener;
  listener.fd = *std::move(fd);
  listener.kind = kind;
  listener.path = path;
  listener.file = SocketFile(std::move(path));
  all.push_back(std::move(listener));
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Listener>> ListenOnce(absl::Span<const std::string> addresses,
                                                 uint16_t default_port, mode_t unix_mode) {
  std::vector<Listener> all;
  uint16_t picked = 0;  // for all listeners of the same kind as the first
  std::optional<ListenerKind> first_kind;
  for (const std::string& text : addresses) {
    std::string host;
    uint16_t port = default_port;
    ListenerKind kind;
    if (!ParseListenAddress(text, host, port, kind)) {
      return absl::InvalidArgumentError(absl::StrFormat("'%s' is no address to listen on", text));
    }
    if (IsUnixAddress(host)) {
      const absl::Status status = ListenOnFile(host, kind, unix_mode, all);
      if (!status.ok()) return status;
      continue;
    }
    // The port picked for the first address is used for the next ones too, unless they have other
    // protocols.
    if (!first_kind.has_value()) first_kind = kind;
    const bool pick = port == 0 && kind == *first_kind;
    if (pick) port = picked;
    const absl::Status status = ListenOnHost(host, port, kind, all);
    if (pick) picked = port;
    if (!status.ok()) return status;
  }
  return all;
}

}  // namespace

std::string Listener::Text() const {
  if (!path.empty()) return absl::StrCat("unix:", path);
  return address.is_v4() ? absl::StrFormat("%s:%d", AddressText(address), port)
                         : absl::StrFormat("[%s]:%d", AddressText(address), port);
}

std::string Listener::Describe() const {
  std::vector<absl::string_view> spoken;
  if (kind.proxy) spoken.push_back("PROXY");
  if (kind.tls) spoken.push_back("TLS");
  if (kind.websocket) spoken.push_back("WebSocket");
  return spoken.empty() ? Text() : absl::StrCat(Text(), " (", absl::StrJoin(spoken, ", "), ")");
}

bool AddListenerWord(absl::string_view word, ListenerKind& kind) {
  if (word == "proxy") {
    kind.proxy = true;
  } else if (word == "tls") {
    kind.tls = true;
  } else if (word == "websocket") {
    kind.websocket = true;
  } else {
    return false;
  }
  return true;
}

bool ParseListenAddress(absl::string_view text, std::string& host, uint16_t& port,
                        ListenerKind& kind) {
  const std::vector<absl::string_view> words = absl::StrSplit(text, ' ', absl::SkipEmpty());
  if (words.empty()) return false;
  for (size_t i = 1; i < words.size(); ++i) {
    if (!AddListenerWord(words[i], kind)) return false;
  }
  text = words[0];
  if (IsUnixAddress(text)) {
    host = std::string(text);
    return true;
  }
  absl::string_view port_text;
  if (!text.empty() && text.front() == '[') {
    const size_t end = text.find(']');
    if (end == absl::string_view::npos) return false;
    host = std::string(text.substr(1, end - 1));
    text.remove_prefix(end + 1);
    if (text.empty()) return !host.empty();
    if (text.front() != ':') return false;
    port_text = text.substr(1);
  } else if (std::count(text.begin(), text.end(), ':') == 1) {
    const size_t colon = text.find(':');
    host = std::string(text.substr(0, colon));
    port_text = text.substr(colon + 1);
  } else {
    host = std::string(text);  // a name, an IPv4 or a bare IPv6 address
    return !host.empty();
  }
  int value = 0;
  if (!absl::SimpleAtoi(port_text, &value) || value < 0 || value > 65535) return false;
  port = static_cast<uint16_t>(value);
  return !host.empty();
}

absl::StatusOr<std::vector<Listener>> Listen(absl::Span<const std::string> addresses,
                                             uint16_t default_port, mode_t unix_mode) {
  // The port that the system picked for the first address may be in use on the second. Then all
  // start again with another port.
  for (int tries = 1;; ++tries) {
    absl::StatusOr<std::vector<Listener>> all = ListenOnce(addresses, default_port, unix_mode);
    if (all.ok() || default_port != 0 || !absl::IsAlreadyExists(all.status()) ||
        tries == kPickTries) {
      return all;
    }
  }
}

absl::StatusOr<Listener> ListenerOf(Fd fd, const ListenerKind& kind) {
  int listens = 0;
  int type = 0;
  socklen_t size = sizeof(listens);
  sockaddr_storage bound = {};
  socklen_t bound_size = sizeof(bound);
  if (::getsockopt(fd.get(), SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) != 0 || listens == 0 ||
      ::getsockopt(fd.get(), SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_STREAM ||
      ::getsockname(fd.get(), reinterpret_cast<sockaddr*>(&bound), &bound_size) != 0 ||
      ::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) | O_NONBLOCK) != 0) {
    return absl::FailedPreconditionError("it is no listening stream socket");
  }
  Listener listener;
  listener.fd = std::move(fd);
  listener.kind = kind;
  if (bound.ss_family == AF_UNIX) {
    const auto& address = reinterpret_cast<const sockaddr_un&>(bound);
    const size_t bytes = bound_size - offsetof(sockaddr_un, sun_path);
    listener.path = std::string(address.sun_path, ::strnlen(address.sun_path, bytes));
    if (listener.path.empty()) listener.path = "(abstract)";
    return listener;
  }
  if (bound.ss_family != AF_INET && bound.ss_family != AF_INET6) {
    return absl::FailedPreconditionError("it belongs to neither IP nor the file system");
  }
  listener.address = AddressOf(bound);
  listener.port = PortOf(bound);
  return listener;
}

}  // namespace irc
