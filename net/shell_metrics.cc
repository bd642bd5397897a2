// What the shell counts, see net/telemetry/metrics.h. A reading of the clock costs about a
// hundredth of what a line does, so it is read only when the metrics have a listener, once a turn,
// and for each line only in some turns.
#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "absl/strings/match.h"
#include "core/conn/line_facts.h"
#include "net/shell.h"

namespace irc {
namespace {

// How old the numbers may be that are measured and not counted.
constexpr absl::Duration kMeasureEvery = absl::Seconds(1);

// The lines of one turn in so many are timed.
constexpr uint32_t kTimedTurns = 8;

// The beginnings of the reasons that the shell gives for a Disconnected; all others are what the
// system says of a broken connection.
constexpr std::array<std::pair<absl::string_view, Ending>, 5> kReasons = {
    {{"Connection closed", Ending::kClosed},
     {"Ping timeout", Ending::kPingTimeout},
     {"SendQ exceeded", Ending::kSendQueue},
     {"Excess Flood", Ending::kExcessFlood},
     {"Line too long", Ending::kLineTooLong}}};

// Why the core has closed `session` when it got an event.
struct EndingOf {
  SessionId session;

  Ending operator()(const Disconnected& event) const {
    for (const auto& [reason, ending] : kReasons) {
      if (absl::StartsWith(event.reason, reason)) return ending;
    }
    return Ending::kError;
  }
  Ending operator()(const Received& event) const {
    if (event.session != session) return Ending::kRemoved;
    const std::optional<size_t> command = FactsOf(event.line).command;
    return command.has_value() && CommandName(*command) == "QUIT" ? Ending::kQuit
                                                                  : Ending::kRejected;
  }
  Ending operator()(const Ticked&) const { return Ending::kRegistrationTimeout; }
  Ending operator()(const Stopping&) const { return Ending::kStopping; }
  Ending operator()(const Connected&) const { return Ending::kRejected; }
  Ending operator()(const Completed&) const { return Ending::kRejected; }
  Ending operator()(const Configured&) const { return Ending::kRejected; }
};

}  // namespace

// Counts what `event` came to, before the shell carries it out.
void Shell::CountEvent(const Event& event, const Output& out) {
  const size_t users = sequencer_.server().totals().users;
  if (users > users_) metrics_.registrations.Add(users - users_);
  users_ = users;
  for (const Send& send : out.sends) metrics_.sent_lines.Add(send.to.size());
  for (const irc::Close& close : out.closes) CountEnding(event, out, close.session);
}

void Shell::CountEnding(const Event& event, const Output& out, SessionId session) {
  const Ending ending =
      out.stop != Stop::kNo ? Ending::kStopping : std::visit(EndingOf{session}, event);
  metrics_.ended[static_cast<size_t>(ending)].Add();
  const Connection* connection = connections_.Find(session);
  if (connection == nullptr || !log_.Wants(LogLevel::kInfo)) return;
  const Disconnected* disconnected = std::get_if<Disconnected>(&event);
  log_.Info("disconnected",
            {{"address", AddressText(connection->address)},
             {"session", session.value},
             {"reason", kEndingWords[static_cast<size_t>(ending)]},
             {"detail", disconnected == nullptr ? absl::string_view() : disconnected->reason}});
}

// A line has been taken; the time since the last reading of the clock was its own.
void Shell::CountCommand(std::optional<size_t> command) {
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

// Lines are about to be taken.
void Shell::StartLines() {
  if (!timed_ || with_lines_.empty()) return;
  lines_timed_ = turns_with_lines_++ % kTimedTurns == 0;
  StartLap();
}

// What has passed until now belongs to no line.
void Shell::StartLap() {
  if (lines_timed_) lap_ = clock_.Steady();
}

// Measures at most once a second, and not at all while nothing has woken us.
void Shell::EndTurn(bool woken) {
  if (!timed_) return;
  if (steady_ >= measure_at_) {
    Measure();
    measure_at_ = absl::InfiniteFuture();
  } else if (measure_at_ == absl::InfiniteFuture() && woken) {
    measure_at_ = steady_ + kMeasureEvery;
  }
  turn_end_ = clock_.Steady();
  metrics_.turns.Observe(turn_end_ - steady_);
}

void Shell::Measure() {
  const Server::Totals totals = sequencer_.server().totals();
  metrics_.connections.Set(connections_.open());
  metrics_.users.Set(totals.users);
  metrics_.channels.Set(totals.channels);
  metrics_.opers.Set(totals.opers);
  metrics_.password_checks.Set(asked_.size());
  metrics_.waiting_log_lines.Set(log_.waiting());
  metrics_.lost_log_lines.Set(log_.lost());
  size_t total = 0;
  size_t most = 0;
  connections_.ForEach([&](const Connection& connection) {
    const size_t bytes = connection.queue.bytes() + connection.wire_bytes();
    total += bytes;
    most = std::max(most, bytes);
  });
  metrics_.send_queue_bytes.Set(total);
  metrics_.send_queue_max_bytes.Set(most);
}

}  // namespace irc
