#include "net/mail/send_command.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "net/io/child.h"
#include "net/io/fd.h"

namespace irc {
namespace {

constexpr size_t kSaidMax = 300;
constexpr int kStepMilliseconds = 20;

// Reads what is there; false when the other end is closed.
bool Drain(const Fd& from, std::string& said) {
  char bytes[1024];
  while (true) {
    const ssize_t got = ::read(from.get(), bytes, sizeof(bytes));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno == EAGAIN;
    if (got == 0) return false;
    said.append(bytes,
                std::min(static_cast<size_t>(got), kSaidMax - std::min(kSaidMax, said.size())));
  }
}

// Writes what fits; false when the command does not read any more.
bool Feed(const Fd& to, absl::string_view& rest) {
  while (!rest.empty()) {
    const ssize_t put = ::write(to.get(), rest.data(), rest.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno == EAGAIN;
    rest.remove_prefix(static_cast<size_t>(put));
  }
  return true;
}

std::string AsLine(std::string said) {
  for (char& c : said) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  while (!said.empty() && said.back() == ' ') said.pop_back();
  return said;
}

std::string WhyNotOk(int status) {
  if (WIFSIGNALED(status)) return absl::StrCat("a signal has ended it: ", WTERMSIG(status));
  return absl::StrCat("its exit status is ", WEXITSTATUS(status));
}

// Passes the mail on and waits for the end of the command. The error is empty when it has ended by
// itself, with `status`.
std::string Attend(pid_t child, Fd in, const Fd& out, absl::string_view mail, absl::Time until,
                   const std::atomic<bool>& stop, std::string& said, int& status) {
  bool talks = true;
  while (true) {
    if (in.valid() && (!Feed(in, mail) || mail.empty())) in = Fd();
    if (talks) talks = Drain(out, said);
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return "";
    if (ended < 0 && errno != EINTR) return "the system has lost it";
    if (stop) return "the server ends";
    if (absl::Now() >= until) return "it takes too long";
    pollfd ready[] = {{.fd = talks ? out.get() : -1, .events = POLLIN, .revents = 0},
                      {.fd = in.valid() ? in.get() : -1, .events = POLLOUT, .revents = 0}};
    ::poll(ready, 2, kStepMilliseconds);
  }
}

// A write to a command that does not read is an error instead of a signal, also where the program
// does not ignore the signal.
void HoldSigpipe() {
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

}  // namespace

CommandResult SendByCommand(absl::string_view command, absl::string_view mail,
                            absl::Duration patience, const std::atomic<bool>& stop) {
  CommandResult result;
  const std::vector<std::string> words = absl::StrSplit(command, ' ', absl::SkipEmpty());
  std::optional<Pipe> in = MakePipe();
  std::optional<Pipe> out = MakePipe();
  if (words.empty() || !in.has_value() || !out.has_value()) {
    result.error = words.empty() ? "there is no command" : "there are no descriptors left";
    return result;
  }
  HoldSigpipe();
  SetNonBlocking(in->write);
  SetNonBlocking(out->read);
  const int said_to = out->write.get();
  const pid_t child = StartChild(words, {"PATH=/usr/sbin:/usr/bin:/sbin:/bin"},
                                 {.in = in->read.get(), .out = said_to, .err = said_to});
  if (child == 0) {
    result.error = absl::StrCat("it cannot be started: ", strerror(errno));
    return result;
  }
  in->read = Fd();
  out->write = Fd();
  int status = 0;
  result.error = Attend(child, std::move(in->write), out->read, mail, absl::Now() + patience, stop,
                        result.said, status);
  if (!result.error.empty()) {
    EndChild(child);
  } else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    result.error = WhyNotOk(status);
  }
  Drain(out->read, result.said);
  result.said = AsLine(std::move(result.said));
  result.ok = result.error.empty();
  return result;
}

}  // namespace irc
