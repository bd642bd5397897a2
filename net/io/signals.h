// Signals as something to read, so that they are served by the loop like everything else.
#ifndef IRCSERV_NET_IO_SIGNALS_H_
#define IRCSERV_NET_IO_SIGNALS_H_

#include <optional>

#include "net/io/fd.h"

namespace irc {

class Signals {
 public:
  // From here on SIGINT, SIGTERM, SIGHUP and SIGUSR1 are taken in by fd(), in this thread and in
  // those that it starts afterwards: so this comes before the first thread. SIGPIPE and SIGXFSZ are
  // ignored: whoever writes learns from write() that nobody reads or that a file is too large.
  Signals();

  // Gives the signals back what they did before: a program that this one executes must not start
  // deaf.
  ~Signals();

  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // Readable while a signal waits.
  int fd() const { return fd_.get(); }

  // The next one that waits.
  std::optional<int> Take();

 private:
  Fd fd_;
};

}  // namespace irc

#endif  // IRCSERV_NET_IO_SIGNALS_H_
