#include "net/telemetry/meter.h"

#include <vector>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "net/io/clock.h"

namespace irc {
namespace {

constexpr size_t kCommands = 3;

// Counts the readings.
class CountingClock : public ManualClock {
 public:
  CountingClock() : ManualClock(absl::FromUnixSeconds(1'767'225'600)) {}
  absl::Time Steady() const override {
    ++readings;
    return ManualClock::Steady();
  }

  mutable int readings = 0;
};

class MeterTest : public ::testing::Test {
 protected:
  // A turn that lasts for `time`. True when the gauges are to be measured.
  bool Turn(bool woken, absl::Duration time) {
    const absl::Time began = clock_.Steady();
    clock_.Advance(time);
    return meter_.EndTurn(woken, began);
  }

  // A turn with one line of command 1, which takes `time`.
  void TakeLine(absl::Duration time) {
    meter_.StartLines();
    clock_.Advance(time);
    meter_.Command(1);
  }

  const CommandMetrics& command() const { return meter_.metrics().commands[1]; }

  CountingClock clock_;
  Meter meter_{/*timed=*/true, kCommands, clock_};
};

TEST_F(MeterTest, GaugesAreMeasuredAtMostOnceASecond) {
  std::vector<absl::Time> measured;
  for (int i = 0; i < 1000; ++i) {
    const absl::Time began = clock_.Steady();
    if (Turn(/*woken=*/true, absl::Milliseconds(7))) measured.push_back(began);
  }
  for (size_t i = 1; i < measured.size(); ++i) {
    EXPECT_GE(measured[i] - measured[i - 1], absl::Seconds(1));
    EXPECT_LT(measured[i] - measured[i - 1], absl::Milliseconds(1030)) << "but not much later";
  }
  EXPECT_EQ(measured.size(), 7u);
}

TEST_F(MeterTest, GaugesAreNotMeasuredWhileNothingHappens) {
  EXPECT_TRUE(Turn(false, absl::ZeroDuration())) << "once at the start";
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(Turn(false, absl::Seconds(1)));
  EXPECT_EQ(meter_.measure_at(), absl::InfiniteFuture()) << "the loop may sleep";
}

TEST_F(MeterTest, AChangeIsMeasuredWithinASecond) {
  EXPECT_TRUE(Turn(false, absl::ZeroDuration()));
  clock_.Advance(absl::Seconds(100));
  const absl::Time changed = clock_.Steady();
  EXPECT_FALSE(Turn(true, absl::ZeroDuration()));
  EXPECT_EQ(meter_.measure_at(), changed + absl::Seconds(1));
  EXPECT_FALSE(Turn(false, absl::Milliseconds(999)));
  EXPECT_FALSE(Turn(false, absl::Milliseconds(1)));
  EXPECT_TRUE(Turn(false, absl::ZeroDuration()));
  EXPECT_FALSE(Turn(false, absl::ZeroDuration()));
}

TEST_F(MeterTest, TheLinesOfOneTurnInEightAreTimed) {
  for (int i = 0; i < 24; ++i) TakeLine(absl::Microseconds(i == 8 ? 5 : 1));
  EXPECT_EQ(command().uses.Get(), 24u) << "all are counted";
  EXPECT_EQ(command().timed.Get(), 3u) << "of turns 0, 8 and 16";
  EXPECT_EQ(command().nanoseconds.Get(), 7'000u);
  EXPECT_EQ(meter_.metrics().command_durations.nanoseconds(), 7'000u);
}

TEST_F(MeterTest, EachLineOfATurnHasItsOwnTime) {
  meter_.StartLines();
  clock_.Advance(absl::Microseconds(2));
  meter_.Command(0);
  clock_.Advance(absl::Microseconds(3));
  meter_.Command(1);
  clock_.Advance(absl::Microseconds(100));
  meter_.StartLap();  // the loop has polled and written meanwhile
  clock_.Advance(absl::Microseconds(4));
  meter_.Command(std::nullopt);
  EXPECT_EQ(meter_.metrics().commands[0].nanoseconds.Get(), 2'000u);
  EXPECT_EQ(meter_.metrics().commands[1].nanoseconds.Get(), 3'000u);
  EXPECT_EQ(meter_.metrics().unknown_command.nanoseconds.Get(), 4'000u);
  EXPECT_EQ(meter_.metrics().unknown_command.uses.Get(), 1u);
}

TEST_F(MeterTest, TurnsAreTimed) {
  Turn(true, absl::Microseconds(30));
  Turn(true, absl::Microseconds(12));
  EXPECT_EQ(meter_.metrics().turns.nanoseconds(), 42'000u);
}

TEST_F(MeterTest, WithoutAListenerTheClockIsNotRead) {
  Meter meter(/*timed=*/false, kCommands, clock_);
  clock_.readings = 0;
  for (int i = 0; i < 20; ++i) {
    meter.StartLines();
    meter.Command(1);
    meter.StartLap();
    EXPECT_FALSE(meter.EndTurn(true, absl::UnixEpoch()));
  }
  EXPECT_EQ(clock_.readings, 0);
  EXPECT_EQ(meter.metrics().commands[1].uses.Get(), 20u) << "counters cost nothing";
  EXPECT_EQ(meter.metrics().commands[1].timed.Get(), 0u);
  EXPECT_EQ(meter.measure_at(), absl::InfiniteFuture());
}

TEST_F(MeterTest, ARegistrationIsOneMoreUser) {
  for (size_t users : {1, 2, 2, 0, 1}) meter_.Users(users);
  EXPECT_EQ(meter_.metrics().registrations.Get(), 3u);
}

TEST_F(MeterTest, CountsWhatItIsTold) {
  meter_.Received(2, 30);
  meter_.Sent(3, 40);
  meter_.Sent(1, 0);
  meter_.Accepted();
  meter_.Refused(RefusalReason::kFull);
  meter_.Ended(EndReason::kQuit);
  const Metrics& metrics = meter_.metrics();
  EXPECT_EQ(metrics.received_lines.Get(), 2u);
  EXPECT_EQ(metrics.received_bytes.Get(), 30u);
  EXPECT_EQ(metrics.sent_lines.Get(), 4u);
  EXPECT_EQ(metrics.sent_bytes.Get(), 40u);
  EXPECT_EQ(metrics.accepted.Get(), 1u);
  EXPECT_EQ(metrics.refused[static_cast<size_t>(RefusalReason::kFull)].Get(), 1u);
  EXPECT_EQ(metrics.refused[static_cast<size_t>(RefusalReason::kThrottled)].Get(), 0u);
  EXPECT_EQ(metrics.ended[static_cast<size_t>(EndReason::kQuit)].Get(), 1u);
}

}  // namespace
}  // namespace irc
