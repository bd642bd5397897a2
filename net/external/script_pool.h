// The processes of the operator's script: started when they are needed, used again while they live,
// and replaced when they end, hang or write rubbish. A script that ends after one answer, as those
// for Ergo do, is started for each.
//
// Law of this file: a script that fails again and again is not started again and again. After each
// failure in a row the pause before the next start is longer.
#ifndef IRCSERV_NET_EXTERNAL_SCRIPT_POOL_H_
#define IRCSERV_NET_EXTERNAL_SCRIPT_POOL_H_

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "net/external/question.h"
#include "net/external/script_process.h"
#include "net/external/stop_signal.h"

namespace irc {

struct ScriptOptions {
  std::vector<std::string> command;           // a path and arguments; empty: there is no script
  absl::Duration timeout = absl::Seconds(9);  // from the question to the answer
  size_t processes = 8;                       // at once, at least 1

  friend bool operator==(const ScriptOptions&, const ScriptOptions&) = default;
};

// The pause after so many failures in a row: none after none, then 0.1 s, twice as long each time,
// up to 5 s.
absl::Duration PauseAfter(int failures);

class ScriptPool {
 public:
  explicit ScriptPool(ScriptOptions options) : options_(std::move(options)) {}

  // Asks a process. Waits for the answer; several threads may ask at once.
  using Answer = std::variant<ExternalAnswer, ScriptFailure>;
  Answer Ask(const ExternalQuestion& question);

  // Ends at once what waits, and all that is asked from now on, with kStopped.
  void Stop();

  // How many processes were started.
  size_t started() const;

 private:
  using Process = std::unique_ptr<ScriptProcess>;

  Answer AskLine(const std::string& line, const ExternalQuestion& question);
  bool TakePlace(absl::Time deadline, Process& idle);
  Answer Finish(Process process, Answer answer);
  std::variant<Process, ScriptFailure> Start(absl::Time deadline);

  const ScriptOptions options_;
  StopSignal stop_;

  // Protected by mutex_.
  mutable std::mutex mutex_;
  std::condition_variable changed_;  // a place is free, or the pool was stopped
  bool stopped_ = false;
  std::vector<Process> idle_;
  size_t busy_ = 0;                               // callers that have a process, or start one
  int failures_ = 0;                              // in a row
  absl::Time next_start_ = absl::InfinitePast();  // steady
  size_t started_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_EXTERNAL_SCRIPT_POOL_H_
