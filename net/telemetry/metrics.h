// The counters and gauges of the shell for monitoring. Their names and meanings on the metrics page
// are in net/telemetry/metrics_page.cc.
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
#include <memory>
#include <string>
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

// A histogram of durations.
class Durations {
 public:
  // The inclusive upper bounds of all buckets but the last, which takes longer durations.
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
  Number timed;        // the uses whose duration was measured
  Number nanoseconds;  // the sum of these durations
};

// A certificate of tls.certificates that is in force.
struct CertificateEnd {
  std::string file;
  absl::Time until;
};

struct Metrics {
  // `commands_count`: the number of commands of the core.
  explicit Metrics(size_t commands_count) : commands(commands_count) {}

  // Counters, always up to date.
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
  Number clock_steps;

  // Durations. They are measured only when the metrics page has a listener, because each takes a
  // reading of the clock; of lines only some are measured.
  Durations turns;
  Durations command_durations;

  // Gauges, updated within a second after a change.
  Number connections;
  Number openings;
  Number unregistered;
  Number users;
  Number channels;
  Number opers;
  Number send_queue_bytes;
  Number send_queue_max_bytes;
  Number password_checks;
  Number waiting_log_lines;
  Number lost_log_lines;
  Number lost_channel_lines;
  Number accounts;
  Number store_refusing;
  Number store_commits_good;
  Number store_commits_failed;
  Number store_lost_records;
  Number store_waiting_bytes;
  Number store_journal_bytes;
  Number store_turns_behind;
  Number waiting_mails;
  Number sent_mails;
  Number failed_mails;

  // Updated when the certificates have been looked at.
  Number refused_certificates;
  std::atomic<std::shared_ptr<const std::vector<CertificateEnd>>> certificates;  // null: none
};

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_METRICS_H_
