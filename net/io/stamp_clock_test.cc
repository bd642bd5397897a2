#include "net/io/stamp_clock.h"

#include "gtest/gtest.h"

namespace irc {
namespace {

constexpr absl::Time kStart = absl::FromUnixSeconds(1'767'225'600);

class StampClockTest : public ::testing::Test {
 protected:
  void Pass(absl::Duration time) {
    now_.wall += time;
    now_.steady += time;
  }
  // The time of the next event, after the start. The step is in set_by_.
  absl::Duration Read() {
    const StampClock::Reading reading = clock_.Read(now_);
    set_by_ = reading.set_by;
    return reading.time - kStart;
  }

  Instant now_ = {.wall = kStart, .steady = absl::FromUnixSeconds(777)};
  StampClock clock_{now_};
  absl::Duration set_by_;
};

TEST_F(StampClockTest, FollowsTheWallClockInWholeMilliseconds) {
  Pass(absl::Microseconds(1999));
  EXPECT_EQ(Read(), absl::Milliseconds(1));
  Pass(absl::Hours(24 * 365));
  EXPECT_FALSE(clock_.WasSet(now_));
  EXPECT_EQ(Read(), absl::Hours(24 * 365) + absl::Milliseconds(1));
  EXPECT_EQ(set_by_, absl::ZeroDuration());
}

TEST_F(StampClockTest, HoldsASmallStepBack) {
  Pass(absl::Seconds(20));
  EXPECT_EQ(Read(), absl::Seconds(20));
  now_.wall -= absl::Milliseconds(9999);
  EXPECT_FALSE(clock_.WasSet(now_));
  EXPECT_EQ(Read(), absl::Seconds(20));
  Pass(absl::Milliseconds(9998));
  EXPECT_EQ(Read(), absl::Seconds(20));
  Pass(absl::Milliseconds(2));
  EXPECT_EQ(Read(), absl::Milliseconds(20001));
  EXPECT_EQ(set_by_, absl::ZeroDuration());
}

TEST_F(StampClockTest, TakesASmallStepOnForTime) {
  now_.wall += absl::Milliseconds(9999);
  EXPECT_EQ(Read(), absl::Milliseconds(9999));
  EXPECT_EQ(set_by_, absl::ZeroDuration());
  now_.wall += absl::Milliseconds(9999);
  EXPECT_EQ(Read(), absl::Milliseconds(19998));
  EXPECT_EQ(set_by_, absl::ZeroDuration()) << "each step for itself";
}

TEST_F(StampClockTest, FollowsALargeStepAtOnce) {
  for (const absl::Duration step : {absl::Hours(24), absl::Hours(-24), absl::Seconds(10),
                                    absl::Seconds(-10), absl::Hours(24 * 365)}) {
    const absl::Duration before = Read();
    Pass(absl::Seconds(3));
    now_.wall += step;
    EXPECT_TRUE(clock_.WasSet(now_));
    EXPECT_EQ(Read(), before + absl::Seconds(3) + step);
    EXPECT_EQ(set_by_, step);
    EXPECT_FALSE(clock_.WasSet(now_)) << "it is told once";
    Pass(absl::Seconds(1));
    EXPECT_EQ(Read(), before + absl::Seconds(4) + step);
    EXPECT_EQ(set_by_, absl::ZeroDuration());
  }
}

// Many small steps back in a row do not stop the time for longer than one.
TEST_F(StampClockTest, StepsThatAreHeldAddUp) {
  now_.wall -= absl::Seconds(6);
  EXPECT_EQ(Read(), absl::ZeroDuration());
  EXPECT_EQ(set_by_, absl::ZeroDuration());
  now_.wall -= absl::Seconds(6);
  EXPECT_EQ(Read(), absl::Seconds(-12));
  EXPECT_EQ(set_by_, absl::Seconds(-12));
}

}  // namespace
}  // namespace irc
