#include "net/telemetry/meter.h"

#include <memory>
#include <utility>

namespace irc {
namespace {

// How old the gauges may be.
constexpr absl::Duration kMeasureEvery = absl::Seconds(1);

// The lines of one turn in so many are timed.
constexpr uint32_t kTimedTurns = 8;

}  // namespace

Meter::Meter(bool timed, size_t commands, const Clock& clock)
    : timed_(timed), clock_(clock), metrics_(commands) {}

void Meter::Received(uint64_t lines, uint64_t bytes) {
  if (lines > 0) metrics_.received_lines.Add(lines);
  if (bytes > 0) metrics_.received_bytes.Add(bytes);
}

void Meter::Sent(uint64_t lines, uint64_t bytes) {
  if (lines > 0) metrics_.sent_lines.Add(lines);
  if (bytes > 0) metrics_.sent_bytes.Add(bytes);
}

void Meter::Users(size_t users) {
  if (users > users_) metrics_.registrations.Add(users - users_);
  users_ = users;
}

void Meter::StartLines() {
  if (!timed_) return;
  lines_timed_ = turns_with_lines_++ % kTimedTurns == 0;
  StartLap();
}

void Meter::StartLap() {
  if (lines_timed_) lap_ = clock_.Steady();
}

void Meter::Command(std::optional<size_t> command) {
  CommandMetrics& metrics =
      command.has_value() ? metrics_.commands[*command] : metrics_.unknown_command;
  metrics.uses.Add();
  if (!lines_timed_) return;
  const absl::Time now = clock_.Steady();
  const absl::Duration duration = now - std::exchange(lap_, now);
  metrics.timed.Add();
  metrics.nanoseconds.Add(static_cast<uint64_t>(absl::ToInt64Nanoseconds(duration)));
  metrics_.command_durations.Observe(duration);
}

bool Meter::EndTurn(bool woken, absl::Time turn_began) {
  if (!timed_) return false;
  const bool due = turn_began >= measure_at_;
  if (due) {
    measure_at_ = absl::InfiniteFuture();
  } else if (measure_at_ == absl::InfiniteFuture() && woken) {
    measure_at_ = turn_began + kMeasureEvery;
  }
  metrics_.turns.Observe(clock_.Steady() - turn_began);
  return due;
}

void Meter::Certificates(std::vector<CertificateEnd> in_force, size_t refused) {
  metrics_.certificates.store(
      std::make_shared<const std::vector<CertificateEnd>>(std::move(in_force)));
  metrics_.refused_certificates.Set(refused);
}

void Meter::Measure(const Gauges& gauges) {
  metrics_.connections.Set(gauges.connections);
  metrics_.openings.Set(gauges.openings);
  metrics_.unregistered.Set(gauges.unregistered);
  metrics_.users.Set(gauges.users);
  metrics_.channels.Set(gauges.channels);
  metrics_.opers.Set(gauges.opers);
  metrics_.send_queue_bytes.Set(gauges.send_queue_bytes);
  metrics_.send_queue_max_bytes.Set(gauges.send_queue_max_bytes);
  metrics_.password_checks.Set(gauges.password_checks);
  metrics_.waiting_log_lines.Set(gauges.waiting_log_lines);
  metrics_.lost_log_lines.Set(gauges.lost_log_lines);
  metrics_.lost_channel_lines.Set(gauges.lost_channel_lines);
  metrics_.accounts.Set(gauges.accounts);
  metrics_.store_refusing.Set(gauges.store_refusing);
  metrics_.store_commits_good.Set(gauges.store_commits_good);
  metrics_.store_commits_failed.Set(gauges.store_commits_failed);
  metrics_.store_lost_records.Set(gauges.store_lost_records);
  metrics_.store_waiting_bytes.Set(gauges.store_waiting_bytes);
  metrics_.store_journal_bytes.Set(gauges.store_journal_bytes);
  metrics_.store_turns_behind.Set(gauges.store_turns_behind);
  metrics_.waiting_mails.Set(gauges.waiting_mails);
  metrics_.sent_mails.Set(gauges.sent_mails);
  metrics_.failed_mails.Set(gauges.failed_mails);
}

}  // namespace irc
