#include "net/sequencer.h"

#include <algorithm>
#include <utility>

#include "core/check.h"

namespace irc {

void Sequencer::Record(const Config& config, transcript::HiddenKeys keys,
                       transcript::Recorder::Sink sink, std::function<void()> flush) {
  IRC_CHECK(last_.seq == 0, "the shell records from the first event on or not at all");
  recorder_ =
      std::make_unique<transcript::Recorder>(config, started_, std::move(keys), std::move(sink));
  flush_ = std::move(flush);
}

absl::Duration Sequencer::TimeToTick(const Instant& now) const {
  if (clock_.WasSet(now)) return absl::ZeroDuration();
  return std::max(server_.NextDeadline() - WholeMilliseconds(now.wall), absl::ZeroDuration());
}

void Sequencer::Apply(const Instant& now, const Event& event, Output& out) {
  const StampClock::Reading reading = clock_.Read(now);
  last_ = {.seq = last_.seq + 1, .now = reading.time, .set_by = reading.set_by};
  if (last_.set_by != absl::ZeroDuration()) clock_step_ = last_.set_by;
  if (recorder_ != nullptr) {
    recorder_->Begin(last_, event);
    flush_();
  }
  server_.Apply(last_, event, out);
  if (recorder_ != nullptr) recorder_->End(out);
}

}  // namespace irc
