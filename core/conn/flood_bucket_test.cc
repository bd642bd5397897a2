#include "core/conn/flood_bucket.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr BucketLimits kLimits{.burst = 10, .per_second = 2};

absl::Time At(double seconds) { return absl::UnixEpoch() + absl::Seconds(seconds); }

int TakeWhilePossible(FloodBucket& bucket, const BucketLimits& limits, absl::Time now) {
  int taken = 0;
  while (bucket.TryTake(limits, now, 1)) ++taken;
  return taken;
}

TEST(FloodBucket, TenPastedLinesPassAtOnce) {
  FloodBucket bucket;
  EXPECT_EQ(TakeWhilePossible(bucket, kLimits, At(1000)), 10);
}

TEST(FloodBucket, AFirehoseGetsTheRate) {
  FloodBucket bucket;
  int taken = 0;
  for (int millis = 0; millis <= 60'000; ++millis) {
    taken += TakeWhilePossible(bucket, kLimits, At(1000) + absl::Milliseconds(millis));
  }
  EXPECT_EQ(taken, 10 + 60 * 2);
}

TEST(FloodBucket, FillsNoFurtherThanFull) {
  FloodBucket bucket;
  EXPECT_EQ(TakeWhilePossible(bucket, kLimits, At(0)), 10);
  EXPECT_EQ(TakeWhilePossible(bucket, kLimits, At(1)), 2);
  EXPECT_EQ(TakeWhilePossible(bucket, kLimits, At(1'000'000)), 10);
}

TEST(FloodBucket, CostsDiffer) {
  FloodBucket bucket;
  EXPECT_TRUE(bucket.TryTake(kLimits, At(0), 7));
  EXPECT_FALSE(bucket.TryTake(kLimits, At(0), 4));
  EXPECT_TRUE(bucket.TryTake(kLimits, At(0), 3));
  EXPECT_TRUE(bucket.TryTake(kLimits, At(0), 0));
  EXPECT_FALSE(bucket.TryTake(kLimits, At(0), 1));
}

// Otherwise a command that costs more than the configured burst could never be used.
TEST(FloodBucket, MoreThanABucketCostsABucket) {
  FloodBucket bucket;
  EXPECT_TRUE(bucket.TryTake(kLimits, At(0), 50));
  EXPECT_FALSE(bucket.TryTake(kLimits, At(4.999), 50));
  EXPECT_EQ(bucket.ReadyAt(kLimits, 50), At(5));
  EXPECT_TRUE(bucket.TryTake(kLimits, At(5), 50));
}

TEST(FloodBucket, SaysWhenItIsReady) {
  FloodBucket bucket;
  EXPECT_LT(bucket.ReadyAt(kLimits, 10), At(0));
  EXPECT_EQ(TakeWhilePossible(bucket, kLimits, At(0)), 10);
  EXPECT_EQ(bucket.ReadyAt(kLimits, 1), At(0.5));
  EXPECT_EQ(bucket.ReadyAt(kLimits, 3), At(1.5));
}

// A third of a second is not a whole number of nanoseconds; the time is rounded up.
TEST(FloodBucket, RoundingGivesNothingAway) {
  const BucketLimits limits{.burst = 3, .per_second = 3};
  FloodBucket bucket;
  EXPECT_EQ(TakeWhilePossible(bucket, limits, At(0)), 3);
  EXPECT_FALSE(bucket.TryTake(limits, At(1) - absl::Nanoseconds(1), 3));
  EXPECT_TRUE(bucket.TryTake(limits, At(1) + absl::Nanoseconds(2), 3));
}

TEST(FloodBucket, AClockThatGoesBackBlocksNobodyForLong) {
  FloodBucket bucket;
  EXPECT_EQ(TakeWhilePossible(bucket, kLimits, At(1'000'000)), 10);
  EXPECT_FALSE(bucket.TryTake(kLimits, At(10), 1));
  EXPECT_EQ(bucket.ReadyAt(kLimits, 1), At(10.5));
  EXPECT_TRUE(bucket.TryTake(kLimits, At(10.5), 1));
}

TEST(FloodBucket, NewLimitsApplyAtOnce) {
  FloodBucket bucket;
  EXPECT_EQ(TakeWhilePossible(bucket, kLimits, At(0)), 10);
  const BucketLimits generous{.burst = 100, .per_second = 50};
  EXPECT_FALSE(bucket.TryTake(generous, At(0), 100));
  EXPECT_TRUE(bucket.TryTake(generous, At(2), 100));
}

// The largest limits that the configuration allows do not overflow.
TEST(FloodBucket, LargestLimits) {
  constexpr int64_t kMany = 1'000'000'000;
  const absl::Time now = absl::FromCivil(absl::CivilSecond(2150, 1, 1), absl::UTCTimeZone());
  for (BucketLimits limits : {BucketLimits{kMany, 1}, BucketLimits{kMany, kMany}}) {
    FloodBucket bucket;
    EXPECT_TRUE(bucket.TryTake(limits, now, kMany));
    EXPECT_FALSE(bucket.TryTake(limits, now, kMany));
    EXPECT_EQ(bucket.ReadyAt(limits, kMany), now + absl::Seconds(kMany / limits.per_second));
  }
}

static_assert(sizeof(FloodBucket) <= 16, "there is one for every connection");

BucketLimits AnyLimits() {
  return {.burst = *rc::gen::inRange<int64_t>(1, 30),
          .per_second = *rc::gen::inRange<int64_t>(1, 9)};
}

// With time steps forwards and backwards, only the steps forwards give tokens.
RC_GTEST_PROP(FloodBucketProperty, NeverGivesMoreThanBurstAndRate, ()) {
  const BucketLimits limits = AnyLimits();
  FloodBucket bucket;
  absl::Time now = At(1000);
  absl::Duration passed;
  int64_t given = 0;
  for (int step : *rc::gen::container<std::vector<int>>(rc::gen::inRange(-3000, 6000))) {
    // Two thirds of the steps are 0, so that the bucket runs empty.
    const absl::Duration by = absl::Milliseconds(step % 3 == 0 ? step : 0);
    now += by;
    passed += std::max(by, absl::ZeroDuration());
    const auto cost = *rc::gen::inRange<int64_t>(0, 8);
    if (bucket.TryTake(limits, now, cost)) given += std::min(cost, limits.burst);
    const double earned = absl::ToDoubleSeconds(passed) * static_cast<double>(limits.per_second);
    RC_ASSERT(static_cast<double>(given) <= static_cast<double>(limits.burst) + earned + 1e-6);
  }
}

// With time steps forwards only, the bucket gives as much as a model that counts fractions of
// tokens, up to a rounding error of one nanosecond per token.
RC_GTEST_PROP(FloodBucketProperty, AgreesWithCountingTokens, ()) {
  const BucketLimits limits = AnyLimits();
  FloodBucket bucket;
  double tokens = static_cast<double>(limits.burst);
  absl::Time now = At(1000);
  for (int step : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000))) {
    now += absl::Milliseconds(step);
    tokens = std::min(static_cast<double>(limits.burst),
                      tokens + step / 1000.0 * static_cast<double>(limits.per_second));
    const auto asked = *rc::gen::inRange<int64_t>(0, 8);
    const auto cost = static_cast<double>(std::min(asked, limits.burst));
    const bool taken = bucket.TryTake(limits, now, asked);
    if (std::abs(tokens - cost) > 1e-5) RC_ASSERT(taken == (tokens > cost));
    if (taken) tokens -= cost;
  }
}

RC_GTEST_PROP(FloodBucketProperty, ReadyAtIsTheFirstMoment, ()) {
  const BucketLimits limits = AnyLimits();
  FloodBucket bucket;
  absl::Time now = At(1000);
  for (int64_t cost : *rc::gen::container<std::vector<int64_t>>(rc::gen::inRange<int64_t>(0, 40))) {
    if (bucket.TryTake(limits, now, cost)) continue;
    const absl::Time ready = bucket.ReadyAt(limits, cost);
    RC_ASSERT(ready > now);
    RC_ASSERT(!FloodBucket(bucket).TryTake(limits, ready - absl::Nanoseconds(1), cost));
    RC_ASSERT(bucket.TryTake(limits, ready, cost));
    now = ready;
  }
}

}  // namespace
}  // namespace irc
