// Accepts new connections. When the system has no descriptor left for the next one, the acceptor
// stops watching the listeners, which would otherwise be reported as readable again and again. It
// watches them again when a connection has closed, or after a second: the shortage may have been
// that of the whole machine.
#ifndef IRCSERV_NET_ACCEPT_ACCEPTOR_H_
#define IRCSERV_NET_ACCEPT_ACCEPTOR_H_

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "core/protocol/address.h"
#include "net/io/fd.h"
#include "net/io/listener.h"
#include "net/io/poller.h"

namespace irc {

class Acceptor {
 public:
  // The poller's tokens from `first_token` on belong to the listeners, one each.
  Acceptor(std::vector<Listener> listeners, uint64_t first_token, Poller& poller);
  ~Acceptor() { Close(); }

  // True when the token is that of a listener; `listener` is then set to the listener's index.
  bool Owns(uint64_t token, size_t& listener) const;

  struct Accepted {
    Fd fd;               // non-blocking
    IpAddress address;   // 127.0.0.1 for a Unix socket
    bool local = false;  // through a Unix socket
    uint16_t port = 0;   // the listener's
    ListenerKind kind;   // the listener's
  };

  // The next connection of the backlog of `listener`; absent when the backlog is empty or no
  // connection can be accepted.
  std::optional<Accepted> Accept(size_t listener, absl::Time now);

  // The error (errno) for which no connection can be accepted, once for each shortage of
  // descriptors; otherwise 0.
  int TakeShortage() { return std::exchange(shortage_, 0); }

  // Ends a shortage, if there is one. To be called when a descriptor has become free.
  void OnRoom();

  // The time at which OnRoom is to be called in any case; InfiniteFuture() without a shortage.
  absl::Time RetryAt() const { return retry_at_; }

  // Closes the listeners for good.
  void Close();

  const std::vector<Listener>& listeners() const { return listeners_; }

 private:
  void Watch(bool on);

  std::vector<Listener> listeners_;
  const uint64_t first_token_;
  Poller& poller_;
  absl::Time retry_at_ = absl::InfiniteFuture();
  int shortage_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_ACCEPTOR_H_
