// Counts what the shell does into the metrics (metrics.h). A reading of the clock costs about a
// hundredth of what a line does, so it is read only when the metrics have a listener, once a turn,
// and for each line only in some turns.
#ifndef IRCSERV_NET_TELEMETRY_METER_H_
#define IRCSERV_NET_TELEMETRY_METER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "net/accept/refusal.h"
#include "net/client/lifecycle.h"
#include "net/io/clock.h"
#include "net/telemetry/metrics.h"

namespace irc {

class Meter {
 public:
  // `timed`: the metrics have a listener. `clock` outlives this.
  Meter(bool timed, size_t commands, const Clock& clock);

  // For any thread.
  const Metrics& metrics() const { return metrics_; }

  void Accepted() { metrics_.accepted.Add(); }
  void Refused(RefusalReason why) { metrics_.refused[static_cast<size_t>(why)].Add(); }
  void Ended(EndReason why) { metrics_.ended[static_cast<size_t>(why)].Add(); }
  void ClockSet() { metrics_.clock_steps.Add(); }
  void Received(uint64_t lines, uint64_t bytes);
  void Sent(uint64_t lines, uint64_t bytes);
  // `users`: the number of users after an event.
  void Users(size_t users);

  // Lines are about to be taken in this turn.
  void StartLines();
  // Restarts the stopwatch. The time since the last reading is counted for no command.
  void StartLap();
  // A line has been taken, and the time since the last reading of the clock was its own. Nothing
  // for an unknown command.
  void Command(std::optional<size_t> command);

  // The end of a turn. True when the gauges are to be measured: at most once a second, and never
  // while nothing has woken the loop.
  bool EndTurn(bool woken, absl::Time turn_began);
  struct Gauges {
    size_t connections = 0;
    size_t openings = 0;      // of these, the ones in the lobby
    size_t unregistered = 0;  // of these, the sessions without a user
    size_t users = 0;
    size_t channels = 0;
    size_t opers = 0;
    size_t accounts = 0;              // that are kept
    size_t send_queue_bytes = 0;      // of all connections together
    size_t send_queue_max_bytes = 0;  // of the longest queue
    size_t password_checks = 0;
    uint64_t waiting_log_lines = 0;
    uint64_t lost_log_lines = 0;
    uint64_t lost_channel_lines = 0;
    uint64_t store_refusing = 0;  // 1: what is promised cannot be kept now
    uint64_t store_commits_good = 0;
    uint64_t store_commits_failed = 0;
    uint64_t store_lost_records = 0;
    uint64_t store_waiting_bytes = 0;
    uint64_t store_journal_bytes = 0;
    uint64_t store_turns_behind = 0;  // of the database behind the journal
    uint64_t waiting_mails = 0;
    uint64_t sent_mails = 0;
    uint64_t failed_mails = 0;
  };
  void Measure(const Gauges& gauges);

  // The certificates in force, and the number of new ones that are of no use.
  void Certificates(std::vector<CertificateEnd> in_force, size_t refused);

  // When the gauges are due, in steady time.
  absl::Time measure_at() const { return timed_ ? measure_at_ : absl::InfiniteFuture(); }

 private:
  const bool timed_;
  const Clock& clock_;
  Metrics metrics_;
  absl::Time measure_at_ = absl::InfinitePast();  // steady
  absl::Time lap_;                                // steady; when the last line had been taken
  uint32_t turns_with_lines_ = 0;
  bool lines_timed_ = false;  // in this turn
  size_t users_ = 0;          // after the last event
};

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_METER_H_
