// Plays a transcript to a server that the player creates. It is the only layer between the text and
// Server::Apply, for tests and for ircreplay, and produces only events that the shell could
// produce. It returns an error for a transcript with an impossible event (a line of a session that
// has left, or of one whose password is being checked or whose answer is unfinished), and for a
// server that breaks the contract of core/output.h.
#ifndef IRCSERV_CORE_TRANSCRIPT_PLAYER_H_
#define IRCSERV_CORE_TRANSCRIPT_PLAYER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/config.h"
#include "core/event.h"
#include "core/output.h"
#include "core/server.h"
#include "core/transcript/ledger.h"
#include "core/transcript/line_list.h"
#include "core/transcript/output_lines.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {

class Player {
 public:
  // Called after each event. It may replace the server, for example by one that was loaded from its
  // snapshot, to check that the new one behaves in the same way.
  using AfterEvent = std::function<void(std::unique_ptr<Server>& server)>;

  explicit Player(AfterEvent after_event = nullptr);

  // Applies the input lines of `block` and returns the output in the form of expected lines (see
  // output_lines.h). The message of an error begins with the line number, "line 7: …"; after an
  // error the player cannot be used any more.
  absl::StatusOr<std::vector<std::string>> Play(const Block& block);

  // The same in pieces, for a block that is too long for the memory: applies one of its input
  // lines, and takes the output of the lines since the last call.
  absl::Status PlayStep(const Step& step);
  LineList TakeOutput() { return lines_.TakeList(); }

  // The number of events that were applied.
  uint64_t events() const { return stamp_.seq; }
  // The time of the next event, unless the next block moves the clock.
  absl::Time now() const { return stamp_.now; }
  // Null before the first event.
  const Server* server() const { return server_.get(); }
  // The names of the sessions that are connected.
  const Ledger& ledger() const { return ledger_; }

 private:
  // One overload for each kind of input line.
  absl::Status Do(const Comment& comment);
  absl::Status Do(const InitialConfig& initial);
  absl::Status Do(const AddOper& add);
  absl::Status Do(const AddOperClass& add);
  absl::Status Do(const Start& start);
  absl::Status Do(const MoveClock& move);
  absl::Status Do(const Connect& connect);
  absl::Status Do(const Register& session);
  absl::Status Do(const Say& say);
  absl::Status Do(const Gone& gone);
  absl::Status Do(const Drain& drain);
  absl::Status Do(const Complete& complete);
  absl::Status Do(const Tick& tick);
  absl::Status Do(const Configure& configure);
  absl::Status Do(const StopServer& stop);
  absl::Status Do(const Restore& restore);
  absl::Status Do(const Report& report);

  // The result that `complete` describes, with session ids in place of names.
  absl::StatusOr<EffectResult> ResultOf(const Complete& complete) const;
  absl::StatusOr<SessionId> Find(const std::string& name) const;
  absl::Status SayOne(const std::string& name, const std::string& line);
  absl::Status Set(const std::vector<Setting>& settings);
  absl::Status Apply(const Event& event);

  AfterEvent after_event_;
  Config config_;
  absl::Time started_;
  Stamp stamp_;
  std::unique_ptr<Server> server_;
  Ledger ledger_;
  OutputLines lines_;
  Output output_;      // the last event's
  bool shown_ = true;  // false: outputs are not added to lines_
};

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_PLAYER_H_
