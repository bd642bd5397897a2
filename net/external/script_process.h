// One process of the operator's script: a line goes in, a line comes out.
//
// Laws of this file:
// - No shell reads the command. The process has its own process group, default signals, standard
//   input and output to this server, its standard error, and no other descriptor.
// - Nothing of one exchange gets into the next: a process that has said more than one line, or
//   something that it was not asked for, is not used again.
// - The end of the object is the end of the process group.
#ifndef IRCSERV_NET_EXTERNAL_SCRIPT_PROCESS_H_
#define IRCSERV_NET_EXTERNAL_SCRIPT_PROCESS_H_

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "net/io/fd.h"

namespace irc {

enum class ScriptFailure : uint8_t {
  kNotStarted,
  kEnded,     // without an answer
  kTimedOut,  // hangs, or all processes are busy
  kTooLong,   // the answer has more than kAnswerBytesMax
  kRubbish,   // the answer is none
  kPaused,    // it has failed before, and is started again in a moment
  kStopped,   // the server ends, or the script was replaced
};

// A few words for the log, such as "the script did not answer in time".
absl::string_view ScriptFailureText(ScriptFailure failure);

class ScriptProcess {
 public:
  static constexpr size_t kAnswerBytesMax = 16 * 1024;

  // Starts the program at the path command[0] with the rest as arguments. Null on an error, which
  // errno tells.
  static std::unique_ptr<ScriptProcess> Start(const std::vector<std::string>& command);

  ~ScriptProcess();

  // Writes `line`, which ends with '\n', and waits for a line until `deadline` of the steady clock,
  // or until the descriptor `stop` is readable. The answer has no '\n'; a last line without one
  // counts too.
  using Answer = std::variant<std::string, ScriptFailure>;
  Answer Ask(absl::string_view line, absl::Time deadline, int stop);

  // Whether it lives and is silent, so that it can be asked the next line.
  bool IsReady() const;

 private:
  ScriptProcess(pid_t pid, Fd to, Fd from)
      : pid_(pid), to_(std::move(to)), from_(std::move(from)) {}

  const pid_t pid_;
  const Fd to_;
  const Fd from_;
  bool spoilt_ = false;  // see the second law
};

}  // namespace irc

#endif  // IRCSERV_NET_EXTERNAL_SCRIPT_PROCESS_H_
