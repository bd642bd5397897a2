#include "net/external/script_pool.h"

#include <poll.h>

#include <algorithm>
#include <optional>

#include "net/auth/secret_text.h"
#include "net/external/script_lines.h"
#include "net/io/clock.h"

namespace irc {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(100);
constexpr absl::Duration kLongestPause = absl::Seconds(5);

absl::Time Now() { return SystemClock().Steady(); }

// Waits, but not when `stop` is readable.
void SleepUntil(absl::Time time, int stop) {
  pollfd fd = {.fd = stop, .events = POLLIN, .revents = 0};
  const timespec left = absl::ToTimespec(std::max(time - Now(), absl::ZeroDuration()));
  ::ppoll(&fd, 1, &left, nullptr);
}

ScriptPool::Answer Read(const ScriptProcess::Answer& answer, const ExternalQuestion& question) {
  if (const auto* failure = std::get_if<ScriptFailure>(&answer)) return *failure;
  std::optional<ExternalAnswer> read = ReadScriptAnswer(std::get<std::string>(answer), question);
  if (!read.has_value()) return ScriptFailure::kRubbish;
  return *std::move(read);
}

bool Is(const ScriptPool::Answer& answer, ScriptFailure failure) {
  const auto* failed = std::get_if<ScriptFailure>(&answer);
  return failed != nullptr && *failed == failure;
}

}  // namespace

absl::Duration PauseAfter(int failures) {
  if (failures == 0) return absl::ZeroDuration();
  return std::min(kFirstPause * (int64_t{1} << std::min(failures - 1, 10)), kLongestPause);
}

ScriptPool::Answer ScriptPool::Ask(const ExternalQuestion& question) {
  std::optional<std::string> line = ScriptQuestion(question);
  if (!line.has_value()) return ExternalAnswer{.detail = "not UTF-8"};
  Answer answer = AskLine(*line, question);
  Wipe(*line);
  return answer;
}

ScriptPool::Answer ScriptPool::AskLine(const std::string& line, const ExternalQuestion& question) {
  const absl::Time deadline = Now() + options_.timeout;
  Process process;
  if (!TakePlace(deadline, process)) return ScriptFailure::kTimedOut;
  if (process != nullptr) {
    Answer answer = Read(process->Ask(line, deadline, stop_.fd()), question);
    if (!Is(answer, ScriptFailure::kEnded)) return Finish(std::move(process), std::move(answer));
    process = nullptr;  // it has ended after its last answer, before it has read this question
  }
  auto started = Start(deadline);
  if (const auto* failure = std::get_if<ScriptFailure>(&started)) return Finish(nullptr, *failure);
  process = std::get<Process>(std::move(started));
  Answer answer = Read(process->Ask(line, deadline, stop_.fd()), question);
  return Finish(std::move(process), std::move(answer));
}

// Waits for one of the places for processes. `idle` becomes the process that is in it, if any.
bool ScriptPool::TakePlace(absl::Time deadline, Process& idle) {
  std::vector<Process> ended;  // is destroyed after the mutex is unlocked
  std::unique_lock<std::mutex> lock(mutex_);
  while (busy_ >= options_.processes && !stopped_) {
    const auto left = absl::ToChronoNanoseconds(deadline - Now());
    if (changed_.wait_for(lock, left) == std::cv_status::timeout) return false;
  }
  ++busy_;
  for (Process& process : idle_) {
    if (!process->IsReady()) ended.push_back(std::move(process));
  }
  std::erase(idle_, nullptr);
  if (idle_.empty()) return true;
  idle = std::move(idle_.back());
  idle_.pop_back();
  return true;
}

// Gives the place back, and the process if it is good for another question.
ScriptPool::Answer ScriptPool::Finish(Process process, Answer answer) {
  const bool good = std::holds_alternative<ExternalAnswer>(answer);
  const bool bad =
      !good && !Is(answer, ScriptFailure::kPaused) && !Is(answer, ScriptFailure::kStopped);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    --busy_;
    if (good) failures_ = 0;
    if (bad) next_start_ = Now() + PauseAfter(++failures_);
    if (good && !stopped_ && process->IsReady()) idle_.push_back(std::move(process));
  }
  changed_.notify_one();
  return answer;
}

std::variant<ScriptPool::Process, ScriptFailure> ScriptPool::Start(absl::Time deadline) {
  absl::Time start;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (stopped_) return ScriptFailure::kStopped;
    start = next_start_;
  }
  if (start >= deadline) return ScriptFailure::kPaused;
  SleepUntil(start, stop_.fd());
  Process process = ScriptProcess::Start(options_.command);
  if (process == nullptr) return ScriptFailure::kNotStarted;
  const std::lock_guard<std::mutex> lock(mutex_);
  ++started_;
  return process;
}

void ScriptPool::Stop() {
  std::vector<Process> idle;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopped_ = true;
    idle.swap(idle_);
  }
  stop_.Raise();
  changed_.notify_all();
}

size_t ScriptPool::started() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return started_;
}

}  // namespace irc
