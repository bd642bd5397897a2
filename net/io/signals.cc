#include "net/io/signals.h"

#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <initializer_list>

#include "core/check.h"

namespace irc {
namespace {

sigset_t SetOf(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (int signal : signals) sigaddset(&set, signal);
  return set;
}

}  // namespace

void Signals::HoldForLater() {
  const sigset_t set = SetOf({SIGHUP, SIGUSR1});
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

Signals::Signals() {
  const sigset_t set = SetOf({SIGINT, SIGTERM, SIGHUP, SIGUSR1});
  ::pthread_sigmask(SIG_BLOCK, &set, &before_);
  for (int signal : {SIGPIPE, SIGXFSZ}) ::signal(signal, SIG_IGN);
  fd_ = Fd(::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC));
  IRC_CHECK(fd_.valid(), "a server starts before its descriptors run out");
}

Signals::~Signals() {
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  for (int signal : {SIGPIPE, SIGXFSZ}) ::signal(signal, SIG_DFL);
}

std::optional<int> Signals::Take() {
  signalfd_siginfo info;
  if (::read(fd_.get(), &info, sizeof(info)) != sizeof(info)) return std::nullopt;
  return static_cast<int>(info.ssi_signo);
}

}  // namespace irc
