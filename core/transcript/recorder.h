// Records the events and outputs of a server as a transcript. Playing a recording gives the same
// output byte for byte, so it can serve as a regression test unchanged, and ircreplay can step
// through it.
//
// Laws for the shell that feeds it:
// - it records every event, from the first one;
// - the stamps' `seq` counts events from 1;
// - times (also `started`) are whole milliseconds: the shell rounds before it makes the stamp, so
//   that the server never sees a time that the recording cannot represent;
// - secrets are replaced by handles before an event is made, so no recording contains one. Channel
//   keys are in the events, and the recorder replaces them.
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
#include "core/transcript/hidden_keys.h"
#include "core/transcript/ledger.h"
#include "core/transcript/output_lines.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {

class Recorder {
 public:
  // Appends `text`, which consists of whole lines, to the recording.
  using Sink = std::function<void(absl::string_view text)>;

  // Writes the configuration and the start time. REQUIRES: both are those of the server.
  Recorder(const Config& config, absl::Time started, HiddenKeys keys, Sink sink);

  // Writes the mark that the recording is whole.
  ~Recorder();

  // Writes the input lines of one event. Called before Server::Apply, so that an event that crashes
  // the server is in the recording.
  void Begin(const Stamp& stamp, const Event& event);

  // Writes the output of that event.
  void End(const Output& output);

 private:
  StepKind StepOf(const Event& event);
  StepKind StepOf(const Connected& connected);
  StepKind StepOf(const Received& received);
  StepKind StepOf(const Disconnected& disconnected);
  StepKind StepOf(const Drained& drained);
  StepKind StepOf(const Completed& completed);
  StepKind StepOf(const Ticked& ticked);
  StepKind StepOf(const Configured& configured);
  StepKind StepOf(const Stopping& stopping);
  StepKind StepOf(const Restored& restored);
  StepKind StepOf(const Reported& reported);
  std::string NameOf(SessionId session) const;

  const HiddenKeys keys_;
  Sink sink_;
  Config config_;
  Stamp last_;
  Ledger ledger_;
  OutputLines lines_;
  ShownWords shown_;
};

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_RECORDER_H_
