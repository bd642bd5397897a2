// The numbers that the shell counts for monitoring. Their names and meanings on the metrics page are
// in net/telemetry/metrics_page.cc.
//
// Law of this file: only the loop's thread changes a number; any thread may read it. So the numbers
// are atomics with relaxed order, which cost the loop as much as plain numbers, and no reader can
// make the loop wait.
#ifndef IRCSERV_NET_TELEMETRY_METRICS_H_
#define IRCSERV_NET_TELEMETRY_METRICS_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "net/accept/refusal.h"
#include "net/client/lifecycle.h"

namespace irc {

class Number {
 public:
  void Add(uint64_t more = 1) { Set(Get() + more); }
  void Set(uint64_t value) { value_.store(value, std::memory_order_relaxed); }
  uint64_t Get() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<uint64_t> value_ = 0;
};

// How often something took how long.
class Durations {
 public:
  // What at most falls into each bucket but the last, which takes the rest.
  static constexpr std::array<int64_t, 15> kBoundsNanoseconds = {
      2'500,     5'000,     10'000,     25'000,     50'000,      100'000,     250'000,      500'000,
      1'000'000, 2'500'000, 10'000'000, 25'000'000, 100'000'000, 250'000'000, 1'000'000'000};

  void Observe(absl::Duration duration) {
    const int64_t nanoseconds = absl::ToInt64Nanoseconds(duration);
    size_t bucket = 0;
    while (bucket < kBoundsNanoseconds.size() && nanoseconds > kBoundsNanoseconds[bucket]) ++bucket;
    buckets_[bucket].Add();
    nanoseconds_.Add(static_cast<uint64_t>(nanoseconds));
  }

  uint64_t count(size_t bucket) const { return buckets_[bucket].Get(); }
  uint64_t nanoseconds() const { return nanoseconds_.Get(); }

 private:
  std::array<Number, kBoundsNanoseconds.size() + 1> buckets_;
  Number nanoseconds_;
};

struct CommandMetrics {
  Number uses;
  Number timed;        // of these
  Number nanoseconds;  // that the timed ones took
};

struct Metrics {
  // `commands` is how many there are.
  explicit Metrics(size_t commands_count) : commands(commands_count) {}

  // Counted as it happens.
  Number accepted;
  std::array<Number, kRefusals.size()> refused;
  std::array<Number, kEndReasonWords.size()> ended;
  Number registrations;
  Number received_lines;
  Number received_bytes;
  Number sent_lines;
  Number sent_bytes;
  std::vector<CommandMetrics> commands;  // in the order of the core's table
  CommandMetrics unknown_command;

  // Only when somebody may look, because these take readings of the clock; and of lines only some.
  Durations turns;
  Durations command_durations;

  // As it was at most a second ago.
  Number connections;
  Number users;
  Number channels;
  Number opers;
  Number send_queue_bytes;
  Number send_queue_max_bytes;
  Number password_checks;
  Number waiting_log_lines;
  Number lost_log_lines;
};

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_METRICS_H_
