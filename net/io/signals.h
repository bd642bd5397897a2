// Signals through a descriptor (signalfd), so that the loop serves them like any other input.
#ifndef IRCSERV_NET_IO_SIGNALS_H_
#define IRCSERV_NET_IO_SIGNALS_H_

#include <signal.h>

#include <optional>

#include "net/io/fd.h"

namespace irc {

class Signals {
 public:
  // Holds SIGHUP and SIGUSR1 back until there is a Signals, which then has them: they must not end
  // a program that is still starting. To be called first in main().
  static void HoldForLater();

  // Blocks SIGINT, SIGTERM, SIGHUP and SIGUSR1, which then arrive at fd(), in this thread and in
  // those that it starts afterwards. So it has to be constructed before the first thread. Ignores
  // SIGPIPE and SIGXFSZ: write() reports a closed pipe or a file that is too large.
  Signals();

  // Restores the previous dispositions: a program that this process executes must not start with
  // blocked signals. Those of HoldForLater stay blocked: after a RESTART it is this program.
  ~Signals();

  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // Readable while a signal is pending.
  int fd() const { return fd_.get(); }

  // Takes the next pending signal.
  std::optional<int> Take();

 private:
  sigset_t before_;  // what was blocked before
  Fd fd_;
};

}  // namespace irc

#endif  // IRCSERV_NET_IO_SIGNALS_H_
