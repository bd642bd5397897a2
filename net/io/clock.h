// The shell's only source of the time, with two readings. The wall clock gives the time of day
// (stamps of events, log lines). The steady clock measures durations (keepalive, flood control,
// throttle), which must not jump when the wall clock is set.
#ifndef IRCSERV_NET_IO_CLOCK_H_
#define IRCSERV_NET_IO_CLOCK_H_

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace irc {

// One reading of both.
struct Instant {
  absl::Time wall;
  absl::Time steady;
};

class Clock {
 public:
  virtual ~Clock() = default;
  Instant Now() const { return {.wall = Wall(), .steady = Steady()}; }
  virtual absl::Time Wall() const = 0;

  // Never steps back. Only the difference of two readings has a meaning.
  virtual absl::Time Steady() const = 0;
};

class SystemClock : public Clock {
 public:
  absl::Time Wall() const override;
  absl::Time Steady() const override;
};

// A clock that only its owner moves. For tests.
class ManualClock : public Clock {
 public:
  explicit ManualClock(absl::Time start) : wall_(start), steady_(start) {}
  absl::Time Wall() const override { return wall_; }
  absl::Time Steady() const override { return steady_; }

  // Both readings move on.
  void Advance(absl::Duration step) {
    wall_ += step;
    steady_ += step;
  }

  // The wall clock is set, to a later time or an earlier one.
  void SetWall(absl::Time wall) { wall_ = wall; }

 private:
  absl::Time wall_;
  absl::Time steady_;
};

}  // namespace irc

#endif  // IRCSERV_NET_IO_CLOCK_H_
