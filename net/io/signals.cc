#include "net/io/signals.h"

#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "core/check.h"

namespace irc {
namespace {

sigset_t Ours() {
  sigset_t set;
  sigemptyset(&set);
  for (int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1}) sigaddset(&set, signal);
  return set;
}

}  // namespace

Signals::Signals() {
  const sigset_t set = Ours();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  for (int signal : {SIGPIPE, SIGXFSZ}) ::signal(signal, SIG_IGN);
  fd_ = Fd(::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC));
  IRC_CHECK(fd_.valid(), "a server starts before its descriptors run out");
}

Signals::~Signals() {
  const sigset_t set = Ours();
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  for (int signal : {SIGPIPE, SIGXFSZ}) ::signal(signal, SIG_DFL);
}

std::optional<int> Signals::Take() {
  signalfd_siginfo info;
  if (::read(fd_.get(), &info, sizeof(info)) != sizeof(info)) return std::nullopt;
  return static_cast<int>(info.ssi_signo);
}

}  // namespace irc
