// A wait for descriptors that ends in time, and when the server ends.
#ifndef IRCSERV_NET_EXTERNAL_WAIT_H_
#define IRCSERV_NET_EXTERNAL_WAIT_H_

#include <poll.h>

#include <algorithm>
#include <chrono>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace irc {

class Wait {
 public:
  // `stop` is readable when the server ends; -1: it never is.
  Wait(absl::Duration timeout, int stop) : end_(Now() + timeout), stop_(stop) {}

  absl::Duration left() const { return end_ - Now(); }

  // Waits until the descriptor has one of `events`, no longer than `at_most`. The error says which
  // of the other two reasons has ended the wait.
  absl::Status For(int fd, short events, absl::Duration at_most = absl::InfiniteDuration()) const {
    const absl::Time end = std::min(end_, Now() + at_most);
    while (true) {
      pollfd fds[] = {{.fd = fd, .events = events, .revents = 0},
                      {.fd = stop_, .events = POLLIN, .revents = 0}};
      const absl::Duration left = end - Now();
      if (left <= absl::ZeroDuration()) return absl::DeadlineExceededError("the time is up");
      // Rounded up, and bounded, so that the number fits.
      const absl::Duration step = std::min(left + absl::Milliseconds(1), absl::Minutes(1));
      if (::poll(fds, 2, static_cast<int>(absl::ToInt64Milliseconds(step))) <= 0) continue;
      if (fds[1].revents != 0) return absl::CancelledError("the server ends");
      if (fds[0].revents != 0) return absl::OkStatus();
    }
  }

 private:
  // On a clock that nobody sets.
  static absl::Time Now() {
    return absl::UnixEpoch() +
           absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
  }

  const absl::Time end_;
  const int stop_;
};

}  // namespace irc

#endif  // IRCSERV_NET_EXTERNAL_WAIT_H_
