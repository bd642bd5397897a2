// Puts all events into a single order, records them, and applies them to the core. The shell calls
// Server::Apply only here, so a recording has the whole input of the core.
#ifndef IRCSERV_NET_SEQUENCER_H_
#define IRCSERV_NET_SEQUENCER_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "core/config.h"
#include "core/event.h"
#include "core/output.h"
#include "core/server.h"
#include "core/transcript/recorder.h"
#include "net/io/clock.h"
#include "net/io/stamp_clock.h"

namespace irc {

class Sequencer {
 public:
  Sequencer(const Config& config, const Instant& started)
      : clock_(started), started_(clock_.last()), server_(config, started_) {}

  // Starts recording. `flush` is called after an event has been given to `sink` and before the core
  // applies it, so that a recording which `flush` writes contains the event that crashes the
  // program. REQUIRES: before the first event; `config` is the constructor's.
  void Record(const Config& config, transcript::HiddenKeys keys, transcript::Recorder::Sink sink,
              std::function<void()> flush);

  // Applies one event now; `out` is cleared first.
  void Apply(const Instant& now, const Event& event, Output& out);

  // The time until the next Ticked is due: at a deadline of the core, and at once when the clock
  // was set, because the deadlines change with it.
  absl::Duration TimeToTick(const Instant& now) const;

  // The size of the last step of the clock that the core was told of, once; otherwise 0.
  absl::Duration TakeClockStep() { return std::exchange(clock_step_, absl::ZeroDuration()); }

  const Server& server() const { return server_; }

 private:
  StampClock clock_;
  absl::Duration clock_step_;
  const absl::Time started_;
  Server server_;
  Stamp last_;
  std::unique_ptr<transcript::Recorder> recorder_;  // null: nothing is recorded
  std::function<void()> flush_;                     // of the recorder's sink
};

}  // namespace irc

#endif  // IRCSERV_NET_SEQUENCER_H_
