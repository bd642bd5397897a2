// The times of events, from the two readings of a clock. The wall clock may be set while the server
// runs, by an operator or by NTP; the steady clock tells how much time has passed. This class has
// the rule:
//
// - A small step back is held: the time stands still until the wall clock has reached it again.
// - A small step on counts as time that has passed.
// - A large step is followed at once, in both directions, and named (Reading::set_by), so that
//   timers are not changed by it. The time that a machine was suspended is such a step.
#ifndef IRCSERV_NET_IO_STAMP_CLOCK_H_
#define IRCSERV_NET_IO_STAMP_CLOCK_H_

#include "absl/time/time.h"
#include "net/io/clock.h"

namespace irc {

// The time in the resolution of the core and of recordings: whole milliseconds.
absl::Time WholeMilliseconds(absl::Time time);

class StampClock {
 public:
  // From this size on a step is large.
  static constexpr absl::Duration kLargeStep = absl::Seconds(10);

  explicit StampClock(const Instant& started)
      : last_(WholeMilliseconds(started.wall)), ahead_(started.wall - started.steady) {}

  struct Reading {
    absl::Time time;        // whole milliseconds
    absl::Duration set_by;  // how far the clock was set since the last reading; usually 0
  };
  Reading Read(const Instant& now);

  // Whether the next reading names a step.
  bool WasSet(const Instant& now) const;

  // The last reading.
  absl::Time last() const { return last_; }

 private:
  absl::Duration StepOf(const Instant& now) const { return now.wall - now.steady - ahead_; }

  absl::Time last_;
  absl::Duration ahead_;  // of the wall clock before the steady one, without a step that is held
};

}  // namespace irc

#endif  // IRCSERV_NET_IO_STAMP_CLOCK_H_
