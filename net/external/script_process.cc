#include "net/external/script_process.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "net/io/child.h"
#include "net/io/clock.h"

namespace irc {
namespace {

// What tells a process about the service manager's talk with this server, and is not for it.
constexpr absl::string_view kNotForScripts[] = {
    "NOTIFY_SOCKET=",  "LISTEN_FDS=",    "LISTEN_PID=",
    "LISTEN_FDNAMES=", "WATCHDOG_USEC=", "WATCHDOG_PID="};

std::vector<std::string> Environment() {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    bool passes = true;
    for (absl::string_view name : kNotForScripts) {
      passes = passes && !absl::StartsWith(*entry, name);
    }
    if (passes) entries.emplace_back(*entry);
  }
  return entries;
}

// Waits until `fd` is ready for `events`; the failure that ended the wait, or nothing.
std::optional<ScriptFailure> WaitFor(int fd, short events, absl::Time deadline, int stop) {
  const SystemClock clock;
  while (true) {
    const absl::Duration left = deadline - clock.Steady();
    if (left <= absl::ZeroDuration()) return ScriptFailure::kTimedOut;
    pollfd fds[] = {{.fd = fd, .events = events, .revents = 0},
                    {.fd = stop, .events = POLLIN, .revents = 0}};
    const timespec timeout = absl::ToTimespec(left);
    if (::ppoll(fds, 2, &timeout, nullptr) < 0 && errno != EINTR) return ScriptFailure::kEnded;
    if (fds[1].revents != 0) return ScriptFailure::kStopped;
    if (fds[0].revents != 0) return std::nullopt;
  }
}

std::optional<ScriptFailure> WriteAll(int fd, absl::string_view text, absl::Time deadline,
                                      int stop) {
  while (!text.empty()) {
    if (const auto failure = WaitFor(fd, POLLOUT, deadline, stop)) return failure;
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno != EAGAIN && errno != EINTR) return ScriptFailure::kEnded;
    if (written > 0) text.remove_prefix(static_cast<size_t>(written));
  }
  return std::nullopt;
}

}  // namespace

absl::string_view ScriptFailureText(ScriptFailure failure) {
  switch (failure) {
    case ScriptFailure::kNotStarted:
      return "the script cannot be started";
    case ScriptFailure::kEnded:
      return "the script ended without an answer";
    case ScriptFailure::kTimedOut:
      return "the script did not answer in time";
    case ScriptFailure::kTooLong:
      return "the answer of the script is too long";
    case ScriptFailure::kRubbish:
      return "the answer of the script is no JSON object with \"success\"";
    case ScriptFailure::kPaused:
      return "the script has failed and is started again in a moment";
    case ScriptFailure::kStopped:
      return "the script was stopped";
  }
  return "";
}

std::unique_ptr<ScriptProcess> ScriptProcess::Start(const std::vector<std::string>& command) {
  std::optional<Pipe> in = MakePipe();
  std::optional<Pipe> out = MakePipe();
  if (!in.has_value() || !out.has_value()) return nullptr;
  SetNonBlocking(in->write);
  SetNonBlocking(out->read);
  const pid_t pid =
      StartChild(command, Environment(), {.in = in->read.get(), .out = out->write.get()});
  if (pid == 0) return nullptr;
  return std::unique_ptr<ScriptProcess>(
      new ScriptProcess(pid, std::move(in->write), std::move(out->read)));
}

// The group goes with the process, or what it has started would live on.
ScriptProcess::~ScriptProcess() { EndChild(pid_); }

ScriptProcess::Answer ScriptProcess::Ask(absl::string_view line, absl::Time deadline, int stop) {
  spoilt_ = true;  // until it has answered
  if (const auto failure = WriteAll(to_.get(), line, deadline, stop)) return *failure;
  std::string answer;
  while (true) {
    if (const auto failure = WaitFor(from_.get(), POLLIN, deadline, stop)) return *failure;
    char buffer[4096];
    const ssize_t got = ::read(from_.get(), buffer, sizeof(buffer));
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (got <= 0) {
      if (answer.empty()) return ScriptFailure::kEnded;
      return answer;
    }
    answer.append(buffer, static_cast<size_t>(got));
    const size_t end = answer.find('\n');
    if (std::min(end, answer.size()) > kAnswerBytesMax) return ScriptFailure::kTooLong;
    if (end == std::string::npos) continue;
    spoilt_ = end + 1 < answer.size();
    answer.resize(end);
    return answer;
  }
}

bool ScriptProcess::IsReady() const {
  pollfd fd = {.fd = from_.get(), .events = POLLIN, .revents = 0};
  return !spoilt_ && ::poll(&fd, 1, 0) == 0;
}

}  // namespace irc
