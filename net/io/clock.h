// The shell's only door to the time. Two readings, because they answer different questions: what
// time is it (stamps of events, log lines), and how long has it been (keepalive, flood control,
// throttle), which must not jump when somebody sets the clock.
#ifndef IRCSERV_NET_IO_CLOCK_H_
#define IRCSERV_NET_IO_CLOCK_H_

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace irc {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Wall() const = 0;

  // Never steps back. Only differences mean something.
  virtual absl::Time Steady() const = 0;
};

class SystemClock : public Clock {
 public:
  absl::Time Wall() const override;
  absl::Time Steady() const override;
};

// Moves when it is told to. For tests.
class ManualClock : public Clock {
 public:
  explicit ManualClock(absl::Time start) : wall_(start), steady_(start) {}
  absl::Time Wall() const override { return wall_; }
  absl::Time Steady() const override { return steady_; }

  // Time passes.
  void Advance(absl::Duration step) {
    wall_ += step;
    steady_ += step;
  }

  // Somebody sets the clock, to a later time or an earlier one.
  void SetWall(absl::Time wall) { wall_ = wall; }

 private:
  absl::Time wall_;
  absl::Time steady_;
};

}  // namespace irc

#endif  // IRCSERV_NET_IO_CLOCK_H_
