#include "net/shell.h"

#include <signal.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "core/conn/line_facts.h"

namespace irc {
namespace {

// Tokens of the poller: session ids are below all of these.
constexpr uint64_t kListenerToken = uint64_t{1} << 63;
constexpr uint64_t kPasswordToken = kListenerToken - 1;
constexpr uint64_t kSignalToken = kListenerToken - 2;

// How much one client, or one listener, gets in one turn, so that nobody makes the others wait.
constexpr int kLinesPerTurn = 32;
constexpr int kAcceptsPerTurn = 64;

// How often a turn looks for more before it writes to so many.
constexpr int kLooksPerTurn = 4;
constexpr size_t kManyToWriteTo = 16;

PollerKind KindOf(const ShellConfig& config) {
  PollerKind kind = PollerKind::kAuto;
  ParsePollerKind(config.poller, kind);
  return kind;
}

IoKind IoOf(const ShellConfig& config) {
  IoKind kind = IoKind::kAuto;
  ParseIoKind(config.io, kind);
  return kind;
}

}  // namespace

Shell::Shell(ShellOptions options, const Clock& clock, Log& log)
    : clock_(clock),
      log_(log),
      config_(std::move(options.config)),
      reload_(std::move(options.reload)),
      peer_of_(std::move(options.peer_of)),
      signals_(options.signals),
      manager_(options.manager),
      cloaks_(config_.shell.cloak_secret.empty() ? RandomCloakSecret()
                                                 : config_.shell.cloak_secret),
      timed_(!config_.shell.metrics_listen.empty()),
      kernel_tls_(config_.shell.tls_kernel && KernelSpeaksTls()),
      poller_(MakePoller(KindOf(config_.shell))),
      batch_(MakeIoBatch(IoOf(config_.shell))),
      passwords_(std::move(options.passwords)),
      recording_(std::move(options.recording)),
      tls_(std::move(options.tls)),
      sequencer_(config_.core, clock.Wall()),
      acceptor_(std::move(options.listeners), kListenerToken, *poller_, log),
      admission_({}),
      connections_(options.reuse_ids),
      metrics_(CommandCount()),
      turn_end_(clock.Steady()),
      wall_(clock.Wall()),
      steady_(clock.Steady()),
      read_buffer_(std::make_unique<char[]>(kReadBufferBytes)) {
  UseLimits();
  if (recording_ != nullptr) {
    sequencer_.Record(
        config_.core, [this](absl::string_view text) { recording_->Append(text); },
        [this] { FlushRecording(); });
  }
  if (passwords_->wake_fd() >= 0) {
    IRC_CHECK(poller_->Add(passwords_->wake_fd(), {.read = true}, kPasswordToken),
              "a server starts before its descriptors run out");
  }
  if (signals_ != nullptr) {
    IRC_CHECK(poller_->Add(signals_->fd(), {.read = true}, kSignalToken),
              "a server starts before its descriptors run out");
  }
}

Shell::~Shell() { FlushRecording(); }

Stop Shell::Run() {
  while (Turn(absl::InfiniteDuration())) {
  }
  return stop_;
}

bool Shell::Turn(absl::Duration wait) {
  poller_->Wait(TimeToWait(wait), ready_);
  const bool woken = !ready_.empty();
  wall_ = clock_.Wall();
  steady_ = clock_.Steady();
  ServeUnread();
  ServeAll();
  if (passwords_->wake_fd() < 0) TakeAnswers();
  if (WholeMilliseconds(wall_) >= sequencer_.NextDeadline()) Apply(Ticked{});
  RunDeadlines();
  StartLines();
  TakeAllLines();
  for (int i = 0; i < kLooksPerTurn && with_output_.size() >= kManyToWriteTo; ++i) {
    if (!LookAgain()) break;
  }
  if (steady_ >= acceptor_.RetryAt()) acceptor_.OnRoom();
  if (steady_ >= tell_at_) TellManager();
  WriteSome();
  if (!handshakes_.empty()) {
    TakeHandshakes();
    WriteSome();
  }
  FlushRecording();
  EndTurn(woken);
  return !Finished();
}

// Before many are written to: whether somebody has said something in the meantime, so that it goes
// out with the rest. To ask costs less than to write to one of them.
bool Shell::LookAgain() {
  poller_->Wait(absl::ZeroDuration(), ready_);
  if (ready_.empty() && unread_.empty()) return false;
  ServeUnread();
  ServeAll();
  StartLap();
  TakeAllLines();
  return true;
}

absl::Duration Shell::TimeToWait(absl::Duration wait) const {
  if (!idle()) return absl::ZeroDuration();
  const absl::Time steady = timed_ ? turn_end_ : clock_.Steady();
  const absl::Time next = std::min({deadlines_.Next(), acceptor_.RetryAt(), tell_at_, stop_at_});
  if (timed_) wait = std::min(wait, measure_at_ - steady);
  wait = std::min(wait, next - steady);
  wait = std::min(wait, sequencer_.NextDeadline() - clock_.Wall());
  return std::max(wait, absl::ZeroDuration());
}

void Shell::ServeAll() {
  for (const Ready& ready : ready_) Serve(ready);
  ReadAll();
}

// Goes on with those who had more to say than one turn reads. Of them there will be no news.
void Shell::ServeUnread() {
  for (SessionId session : std::exchange(unread_, {})) {
    Connection* connection = connections_.Find(session);
    if (connection == nullptr) continue;
    connection->has_input = false;
    Serve({.token = session.value, .read = true});
  }
}

void Shell::Serve(const Ready& ready) {
  size_t listener = 0;
  if (acceptor_.Owns(ready.token, listener)) return AcceptSome(listener);
  if (ready.token == kPasswordToken) return TakeAnswers();
  if (ready.token == kSignalToken) return ServeSignals();
  Connection* connection = connections_.Find({ready.token});
  if (connection == nullptr) return;
  if (ready.write) WantWrite(*connection);
  if (ready.ended || ready.broken) connection->ended = true;
  if (connection->state == Connection::State::kOpening) {
    if (connection->waiting) {
      if (ready.broken) Forget(*connection);
      return;
    }
    if (!ready.read && !ready.broken) return;
    if (connection->opening->tls != nullptr) return WantHandshake(*connection);
    return ReceiveOpening(*connection);
  } else if (connection->state == Connection::State::kOpen) {
    if (!connection->at_end && (ready.read || ready.broken)) {
      return WantInput(*connection);
    }
  } else if (!connection->at_end && (ready.read || ready.broken)) {
    return Drain(*connection);
  }
  // Both sides are shut, or the connection was reset, while we were not reading.
  if (!ready.broken) return;
  int error = 0;
  socklen_t size = sizeof(error);
  ::getsockopt(connection->fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
  Lose(*connection, error);
}

void Shell::ServeSignals() {
  while (const std::optional<int> signal = signals_->Take()) {
    if (*signal == SIGHUP || *signal == SIGUSR1) log_.Reopen();
    if (*signal == SIGUSR1) continue;
    if (*signal == SIGHUP) {
      Rehash();
      ApplyQueued();
      continue;
    }
    const absl::string_view name = *signal == SIGINT ? "SIGINT" : "SIGTERM";
    log_.Info("stopping", {{"signal", name}});
    StopBecause(absl::StrCat("Server shutting down (", name, ")"));
  }
}

void Shell::TellManager() {
  tell_at_ = absl::InfiniteFuture();
  if (manager_ == nullptr) return;
  manager_->Alive(connections_.open());
  tell_at_ = steady_ + manager_->interval();
}

void Shell::AcceptSome(size_t listener) {
  for (int i = 0; i < kAcceptsPerTurn && stop_ == Stop::kNo; ++i) {
    std::optional<Acceptor::Accepted> accepted = acceptor_.Accept(listener, steady_);
    if (!accepted.has_value()) return;
    Admit(*std::move(accepted));
  }
}

void Shell::TakeAllLines() {
  for (SessionId session : std::exchange(with_lines_, {})) {
    Connection* connection = connections_.Find(session);
    if (connection != nullptr) TakeLines(*connection);
    if (lines_.big()) {
      WriteSome();
      StartLap();
    }
  }
}

void Shell::TakeLines(Connection& connection) {
  connection.has_lines = false;
  const auto goes_on = [&] {
    return connection.state == Connection::State::kOpen && !connection.waiting &&
           !connection.leaving && connection.reader.has_line();
  };
  int taken = 0;
  while (goes_on() && taken < kLinesPerTurn && Pay(connection)) {
    TakeLine(connection);
    ++taken;
  }
  if (connection.state != Connection::State::kOpen || connection.leaving) return;
  const size_t waiting_bytes = connection.reader.buffered_bytes();
  if (waiting_bytes > static_cast<size_t>(config_.shell.receive_bytes)) {
    return Leave(connection, "Excess Flood");
  }
  if (taken == kLinesPerTurn && goes_on()) WantLines(connection);
  if (connection.waiting || connection.reader.has_line()) return SetDeadline(connection);
  if (connection.reader.overflow()) return Leave(connection, "Line too long");
  if (connection.at_end) return Leave(connection, "Connection closed");
}

// Pays for the last line, without which the next one is not taken. (What a line costs is only known
// when it has been taken, so everybody has credit for one.)
bool Shell::Pay(Connection& connection) {
  if (connection.owed_tokens == 0) return true;
  if (!connection.flood.TryTake(flood_limits_, steady_, connection.owed_tokens)) return false;
  connection.owed_tokens = 0;
  return true;
}

void Shell::TakeLine(Connection& connection) {
  if (!connection.reader.NextLine(&line_)) return;
  ++connection.received_lines;
  metrics_.received_lines.Add();
  const LineFacts facts = FactsOf(line_);
  connection.owed_tokens = facts.flood_cost;
  Pay(connection);  // at once if it can, so that the debt does not grow old
  if (!facts.error.has_value() && connection.keepalive.AnswersOurPing(facts.parsed)) return;
  if (facts.may_hold_secret) connection.HideSecret(line_);
  // The event has the line as long as it is applied; then its memory is the next line's.
  Event event = Received{.session = connection.id, .line = std::move(line_)};
  Apply(event);
  line_ = std::move(std::get<Received>(event).line);
  if (!facts.error.has_value()) CountCommand(facts.command);
}

void Shell::RunDeadlines() {
  while (const std::optional<uint32_t> slot = deadlines_.PopDue(steady_)) {
    RunDeadline(connections_.At(*slot));
  }
}

void Shell::RunDeadline(Connection& connection) {
  if (connection.state == Connection::State::kOpening) {
    if (connection.has_handshake) return SetDeadline(connection);  // it is us who are late
    if (connection.opening->lacks_only_webirc() && !connection.waiting) return Opened(connection);
    CountRefusal(connection.address, Refusal::kOpeningTimeout);
    return Forget(connection);
  }
  if (connection.state != Connection::State::kOpen) return Release(connection);
  switch (connection.keepalive.OnDeadline(keepalive_settings_, steady_)) {
    case Keepalive::Action::kNothing:
      break;
    case Keepalive::Action::kSendPing:
      lines_.Add(absl::StrCat("PING :", connection.keepalive.PingToken(), "\r\n"), false);
      Enqueue(connection);
      metrics_.sent_lines.Add();
      ApplyQueued();  // the queue may have been as good as full
      if (connection.state != Connection::State::kOpen) return;
      break;
    case Keepalive::Action::kTimedOut:
      return Leave(
          connection,
          absl::StrCat("Ping timeout: ",
                       absl::ToInt64Seconds(connection.keepalive.SilentFor(steady_)), " seconds"));
  }
  if (connection.reader.has_line() && !connection.waiting) WantLines(connection);
  SetDeadline(connection);
}

void Shell::FlushRecording() {
  if (recording_ == nullptr || recording_->Flush()) return;
  log_.Error("the recording ends here", {{"reason", strerror(errno)}});
}

bool Shell::Finished() {
  if (stop_ == Stop::kNo) return false;
  return connections_.open() == 0 || steady_ >= stop_at_;
}

}  // namespace irc
