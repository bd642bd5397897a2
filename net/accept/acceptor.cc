#include "net/accept/acceptor.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "core/check.h"
#include "net/io/socket_address.h"

namespace irc {
namespace {

// The address of clients of a Unix socket.
constexpr IpAddress kThisMachine = IpAddress::V4(127, 0, 0, 1);

constexpr absl::Duration kRetry = absl::Seconds(1);

bool OutOfRoom(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

// True for errors of the one client in the backlog: it has gone, or its network has failed
// (accept(2)).
bool ConcernsOneClient(int error) {
  switch (error) {
    case EINTR:
    case ECONNABORTED:
    case EPROTO:
    case EPERM:
    case ENETDOWN:
    case ENOPROTOOPT:
    case EHOSTDOWN:
    case ENONET:
    case EHOSTUNREACH:
    case EOPNOTSUPP:
    case ENETUNREACH:
      return true;
    default:
      return false;
  }
}

}  // namespace

Acceptor::Acceptor(std::vector<Listener> listeners, uint64_t first_token, Poller& poller)
    : listeners_(std::move(listeners)), first_token_(first_token), poller_(poller) {
  for (size_t i = 0; i < listeners_.size(); ++i) {
    // Without Nagle's algorithm, because lines are written whole and at once. Accepted sockets
    // inherit the option from the listener, which saves a system call for each.
    const int on = 1;
    ::setsockopt(listeners_[i].fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    IRC_CHECK(poller_.Add(listeners_[i].fd.get(), {.read = true}, first_token_ + i),
              "a server opens its listeners before its descriptors run out");
  }
}

bool Acceptor::Owns(uint64_t token, size_t& listener) const {
  if (token < first_token_ || token - first_token_ >= listeners_.size()) return false;
  listener = token - first_token_;
  return true;
}

std::optional<Acceptor::Accepted> Acceptor::Accept(size_t listener, absl::Time now) {
  while (true) {
    sockaddr_storage from = {};
    socklen_t size = sizeof(from);
    Accepted accepted;
    accepted.fd = Fd(::accept4(listeners_[listener].fd.get(), reinterpret_cast<sockaddr*>(&from),
                               &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (accepted.fd.valid()) {
      accepted.local = from.ss_family == AF_UNIX;
      accepted.address = accepted.local ? kThisMachine : AddressOf(from);
      accepted.port = listeners_[listener].port;
      accepted.kind = listeners_[listener].kind;
      return accepted;
    }
    if (ConcernsOneClient(errno)) continue;
    if (OutOfRoom(errno) && retry_at_ == absl::InfiniteFuture()) {
      shortage_ = errno;
      Watch(false);
    }
    if (OutOfRoom(errno)) retry_at_ = now + kRetry;
    return std::nullopt;
  }
}

void Acceptor::OnRoom() {
  if (retry_at_ == absl::InfiniteFuture()) return;
  retry_at_ = absl::InfiniteFuture();
  Watch(true);
}

void Acceptor::Watch(bool on) {
  for (const Listener& listener : listeners_) {
    poller_.Set(listener.fd.get(), {.read = on});
  }
}

void Acceptor::Close() {
  for (const Listener& listener : listeners_) poller_.Remove(listener.fd.get());
  listeners_.clear();
  retry_at_ = absl::InfiniteFuture();
}

}  // namespace irc
