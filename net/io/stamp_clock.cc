#include "net/io/stamp_clock.h"

namespace irc {

absl::Time WholeMilliseconds(absl::Time time) {
  return absl::FromUnixMillis(absl::ToUnixMillis(time));
}

bool StampClock::WasSet(const Instant& now) const {
  return absl::AbsDuration(StepOf(now)) >= kLargeStep;
}

StampClock::Reading StampClock::Read(const Instant& now) {
  const absl::Time wall = WholeMilliseconds(now.wall);
  if (WasSet(now)) {
    // Measured from the last reading, so that a step that was held before is part of it.
    const absl::Time expected = WholeMilliseconds(now.steady + ahead_);
    ahead_ = now.wall - now.steady;
    last_ = wall;
    return {.time = wall, .set_by = wall - expected};
  }
  if (wall >= last_) {
    ahead_ = now.wall - now.steady;
    last_ = wall;
  }
  return {.time = last_, .set_by = absl::ZeroDuration()};
}

}  // namespace irc
