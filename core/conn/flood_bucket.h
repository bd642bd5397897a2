// A token bucket, of which flood control has two for each connection (flood_budget.h).
//
// The intuition: a person pastes ten lines and then reads, a flood never stops. A line takes as
// many tokens as its command costs, and the bucket fills again at a steady rate. With too few
// tokens the lines wait in the line reader, then in the socket, until the client's system stops
// sending. A burst as large as the bucket passes at once, no client exceeds the rate in the long
// run, and no line is lost either way.
//
// The bucket is one number, the time at which it will be full again ("generic cell rate
// algorithm"). The time from now until then is the number of missing tokens, so no timer has to
// refill the bucket.
#ifndef IRCSERV_CORE_CONN_FLOOD_BUCKET_H_
#define IRCSERV_CORE_CONN_FLOOD_BUCKET_H_

#include <cstdint>
#include <limits>

#include "absl/time/time.h"

namespace irc {

// Both at least 1 and at most 10^9.
struct BucketLimits {
  int64_t burst = 1;       // tokens of a full bucket
  int64_t per_second = 1;  // tokens that come back
};

class FloodBucket {
 public:
  // Takes `cost` tokens, or takes nothing and returns false. A cost above a full bucket takes a
  // full bucket. Time that goes backwards gives nothing and costs at most a full bucket.
  bool TryTake(const BucketLimits& limits, absl::Time now, int64_t cost);

  // The earliest time at which TryTake succeeds; it may be long past. It is exact after a TryTake
  // that failed.
  absl::Time ReadyAt(const BucketLimits& limits, int64_t cost) const;

 private:
  // Nanoseconds since the epoch. A new bucket has been full for a long time.
  int64_t full_at_ = std::numeric_limits<int64_t>::min() / 2;
};

}  // namespace irc

#endif  // IRCSERV_CORE_CONN_FLOOD_BUCKET_H_
