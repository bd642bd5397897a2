// A descriptor that becomes readable, once and for good, for the threads that wait for something.
#ifndef IRCSERV_NET_EXTERNAL_STOP_SIGNAL_H_
#define IRCSERV_NET_EXTERNAL_STOP_SIGNAL_H_

#include <sys/eventfd.h>

#include <cstdint>

#include "net/io/fd.h"

namespace irc {

class StopSignal {
 public:
  // Without a descriptor, because there are no more, nothing is ever stopped early.
  StopSignal() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

  void Raise() {
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(fd_.get(), &one, sizeof(one));
  }
  int fd() const { return fd_.get(); }

 private:
  const Fd fd_;
};

}  // namespace irc

#endif  // IRCSERV_NET_EXTERNAL_STOP_SIGNAL_H_
