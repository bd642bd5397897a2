#include "core/conn/flood_bucket.h"

#include <algorithm>

#include "core/check.h"

namespace irc {
namespace {

// The time in which a token comes back, in nanoseconds. It is rounded up, so that no client exceeds
// the rate.
int64_t TokenNanos(const BucketLimits& limits) {
  constexpr int64_t kSecond = 1'000'000'000;
  return (kSecond + limits.per_second - 1) / limits.per_second;
}

// The largest part of the bucket, in nanoseconds, that may be missing when a line of that cost
// passes.
int64_t RoomNanos(const BucketLimits& limits, int64_t cost) {
  return (limits.burst - std::min(cost, limits.burst)) * TokenNanos(limits);
}

}  // namespace

bool FloodBucket::TryTake(const BucketLimits& limits, absl::Time now, int64_t cost) {
  IRC_CHECK(limits.burst >= 1 && limits.per_second >= 1 && cost >= 0,
            "the configuration and the command table allow nothing else");
  const int64_t at = absl::ToUnixNanos(now);
  const int64_t capacity = limits.burst * TokenNanos(limits);
  // The bucket is neither fuller than full nor emptier than empty. It would be emptier after the
  // clock went back or the limits changed.
  full_at_ = std::clamp(full_at_, at, at + capacity);
  if (full_at_ - at > RoomNanos(limits, cost)) return false;
  full_at_ += std::min(cost, limits.burst) * TokenNanos(limits);
  return true;
}

absl::Time FloodBucket::ReadyAt(const BucketLimits& limits, int64_t cost) const {
  return absl::FromUnixNanos(full_at_ - RoomNanos(limits, cost));
}

}  // namespace irc
