// Writes down what happens to a server as a transcript. A recording is a regression test as it
// stands, and ircreplay steps through it: playing it gives the same output byte for byte.
//
// Laws for the shell that feeds it:
// - it records from the first event on, and every event;
// - stamps count up from seq 1, one an event;
// - times (also `started`) are whole milliseconds: the shell rounds before it makes the stamp, so
//   that the server never saw anything that the recording cannot say;
// - secrets are handles before an event is made, so none of them gets here.
#ifndef IRCSERV_CORE_TRANSCRIPT_RECORDER_H_
#define IRCSERV_CORE_TRANSCRIPT_RECORDER_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/config.h"
#include "core/event.h"
#include "core/output.h"
#include "core/transcript/ledger.h"
#include "core/transcript/output_lines.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {

class Recorder {
 public:
  // Takes text that belongs at the end of the recording; whole lines.
  using Sink = std::function<void(absl::string_view text)>;

  // Writes the configuration and the start, with the arguments that the server was made with.
  Recorder(const Config& config, absl::Time started, Sink sink);

  // Writes the input lines of one event. Called before Server::Apply, so that an event that crashes
  // the server is in the recording.
  void Begin(const Stamp& stamp, const Event& event);

  // Writes what that event gave.
  void End(const Output& output);

 private:
  StepKind StepOf(const Event& event);
  StepKind StepOf(const Connected& connected);
  StepKind StepOf(const Received& received);
  StepKind StepOf(const Disconnected& disconnected);
  StepKind StepOf(const Completed& completed);
  StepKind StepOf(const Ticked& ticked);
  StepKind StepOf(const Configured& configured);
  StepKind StepOf(const Stopping& stopping);
  std::string NameOf(SessionId session) const;

  Sink sink_;
  Config config_;
  Stamp last_;
  Ledger ledger_;
  OutputLines lines_;
};

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_RECORDER_H_
