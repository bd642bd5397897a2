// Finds the listener for browsers whose users all seem to be on this machine, because a web server
// in front of it does not say where they are. They share one address then: a ban of one hits all,
// and where that address is exempt from the limits, all are.
#ifndef IRCSERV_NET_ACCEPT_LOCAL_BROWSERS_H_
#define IRCSERV_NET_ACCEPT_LOCAL_BROWSERS_H_

#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "core/protocol/address.h"

namespace irc {

class LocalBrowsers {
 public:
  // So many are no longer the trial of somebody on this machine.
  static constexpr int kEnough = 10;

  // Notes that a browser at `address` has come in through the listener of `port`. True once for a
  // listener: when its first kEnough browsers were all on this machine.
  bool Note(uint16_t port, const IpAddress& address) {
    int& local = local_[port];
    if (local >= kEnough) return false;
    local = IsLoopback(address) ? local + 1 : kKnown;
    return local == kEnough;
  }

 private:
  static constexpr int kKnown = kEnough + 1;  // one was elsewhere

  absl::flat_hash_map<uint16_t, int> local_;  // how many there were, by port
};

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_LOCAL_BROWSERS_H_
