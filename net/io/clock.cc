#include "net/io/clock.h"

#include <time.h>

namespace irc {
namespace {

absl::Time Read(clockid_t clock) {
  timespec now = {};
  ::clock_gettime(clock, &now);
  return absl::TimeFromTimespec(now);
}

}  // namespace

// Not absl::Now(), which executes much more code for the same reading: it interpolates with the
// processor's counter, for systems on which clock_gettime() is slow.
absl::Time SystemClock::Wall() const { return Read(CLOCK_REALTIME); }

absl::Time SystemClock::Steady() const { return Read(CLOCK_MONOTONIC); }

}  // namespace irc
