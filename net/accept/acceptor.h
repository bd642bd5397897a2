// Accepts new connections. When the system has no descriptor left for the next one, the acceptor
// stops to watch the listeners, which would be reported as readable again and again, until a
// connection has closed (or a second has passed: the whole machine may have been out of them).
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
  // Tokens of the poller from `first_token` on are the listeners'.
  Acceptor(std::vector<Listener> listeners, uint64_t first_token, Poller& poller);
  ~Acceptor() { Close(); }

  // True when the token is one of ours; `listener` is then its number.
  bool Owns(uint64_t token, size_t& listener) const;

  struct Accepted {
    Fd fd;               // non-blocking
    IpAddress address;   // 127.0.0.1 for a Unix socket
    bool local = false;  // through a Unix socket
    uint16_t port = 0;   // the listener's
    ListenerKind kind;   // "
  };

  // The next connection of the backlog of `listener`; nothing when it is empty or none can be
  // accepted.
  std::optional<Accepted> Accept(size_t listener, absl::Time now);

  // Why none could be accepted: errno, once for each time that the descriptors run out; else 0.
  int TakeShortage() { return std::exchange(shortage_, 0); }

  // A descriptor has become free.
  void OnRoom();

  // When OnRoom is worth a try without being told; InfiniteFuture() while all is well.
  absl::Time RetryAt() const { return retry_at_; }

  // No more connections, ever.
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
