#include "net/sequencer.h"

#include <utility>

#include "core/check.h"

namespace irc {

absl::Time WholeMilliseconds(absl::Time time) {
  return absl::FromUnixMillis(absl::ToUnixMillis(time));
}

void Sequencer::Record(const Config& config, transcript::Recorder::Sink sink,
                       std::function<void()> flush) {
  IRC_CHECK(last_.seq == 0, "the shell records from the first event on or not at all");
  recorder_ = std::make_unique<transcript::Recorder>(config, started_, std::move(sink));
  flush_ = std::move(flush);
}

void Sequencer::Apply(absl::Time now, const Event& event, Output& out) {
  last_ = {.seq = last_.seq + 1, .now = WholeMilliseconds(now)};
  if (recorder_ != nullptr) {
    recorder_->Begin(last_, event);
    flush_();
  }
  server_.Apply(last_, event, out);
  if (recorder_ != nullptr) recorder_->End(out);
}

}  // namespace irc
