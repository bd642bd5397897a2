// Puts all events into a single order, records them, and applies them to the core. The shell calls
// Server::Apply only here, so a recording has the whole input of the core.
#ifndef IRCSERV_NET_SEQUENCER_H_
#define IRCSERV_NET_SEQUENCER_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "core/config.h"
#include "core/event.h"
#include "core/output.h"
#include "core/server.h"
#include "core/transcript/recorder.h"

namespace irc {

// The time in the resolution of the core and of recordings: whole milliseconds.
absl::Time WholeMilliseconds(absl::Time time);

class Sequencer {
 public:
  Sequencer(const Config& config, absl::Time started)
      : started_(WholeMilliseconds(started)), server_(config, started_) {}

  // Starts recording. `flush` is called after an event has been given to `sink` and before the core
  // applies it, so that a recording which `flush` writes contains the event that crashes the
  // program. REQUIRES: before the first event; `config` is the constructor's.
  void Record(const Config& config, transcript::Recorder::Sink sink, std::function<void()> flush);

  // Applies one event now; `out` is cleared first.
  void Apply(absl::Time now, const Event& event, Output& out);

  // The time at which the next Ticked is due.
  absl::Time NextDeadline() const { return server_.NextDeadline(); }

  const Server& server() const { return server_; }

 private:
  const absl::Time started_;
  Server server_;
  Stamp last_;
  std::unique_ptr<transcript::Recorder> recorder_;  // null: nothing is recorded
  std::function<void()> flush_;                     // of the recorder's sink
};

}  // namespace irc

#endif  // IRCSERV_NET_SEQUENCER_H_
