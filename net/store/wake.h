// An eventfd by which threads wake the loop.
#ifndef IRCSERV_NET_STORE_WAKE_H_
#define IRCSERV_NET_STORE_WAKE_H_

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>

#include "core/check.h"
#include "net/io/fd.h"

namespace irc {

class Wake {
 public:
  Wake() : fd_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    IRC_CHECK(fd_.valid(), "a descriptor is free at the start");
  }

  int fd() const { return fd_.get(); }

  void Set() const {
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(fd_.get(), &one, sizeof one);
  }

  void Clear() const {
    uint64_t count = 0;
    [[maybe_unused]] const ssize_t read = ::read(fd_.get(), &count, sizeof count);
  }

 private:
  const Fd fd_;
};

}  // namespace irc

#endif  // IRCSERV_NET_STORE_WAKE_H_
