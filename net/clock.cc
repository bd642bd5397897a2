#include "net/clock.h"

#include <time.h>

namespace irc {

absl::Time SystemClock::Steady() const {
  timespec now = {};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return absl::TimeFromTimespec(now);
}

}  // namespace irc
