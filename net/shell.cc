// The turn of the loop.
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
#include "net/gauges.h"
#include "net/io/memory_guard.h"

namespace irc {
namespace {

// Tokens of the poller: session ids are below all of these.
constexpr uint64_t kListenerToken = uint64_t{1} << 63;
constexpr uint64_t kWorkToken = kListenerToken - 1;
constexpr uint64_t kSignalToken = kListenerToken - 2;
constexpr uint64_t kStoreToken = kListenerToken - 3;
constexpr uint64_t kMailToken = kListenerToken - 4;
constexpr uint64_t kCertificatesToken = kListenerToken - 5;
constexpr uint64_t kStatusToken = kListenerToken - 6;

// The maximum number of lines of one client, and of sockets of one listener, that a turn takes.
constexpr int kLinesPerTurn = 32;
// The number of these that a query counts for. Clients may ask many queries at once, each of which
// may cost as much time as dozens of messages.
constexpr int kLinesPerQuery = 16;
constexpr int kAcceptsPerTurn = 64;

// The maximum number of times that a turn polls for more input before it writes, and the number of
// recipients from which on it polls at all.
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

// The error of a broken socket; 0 when both sides have been shut down.
int ErrorOf(int fd) {
  int error = 0;
  socklen_t size = sizeof(error);
  ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

// Tells the operator what has happened to the link.
void Report(CoreLink& core_link, Meter& meter, Log& log) {
  if (const std::string error = core_link.TakeRecordingError(); !error.empty()) {
    log.Error("the recording ends here", {{"reason", error}});
  }
  const absl::Duration step = core_link.TakeClockStep();
  if (step == absl::ZeroDuration()) return;
  meter.ClockSet();
  log.Warning("the clock was set", {{"seconds", absl::ToInt64Seconds(step)}});
}

}  // namespace

Shell::Shell(ShellOptions options, const Clock& clock, Log& log)
    : clock_(clock),
      log_(log),
      signals_(options.signals),
      manager_(options.manager),
      desk_(options.desk),
      started_(clock.Steady()),
      config_(std::move(options.config), std::move(options.tls), std::move(options.reload)),
      peers_(config_.shell().cloak_secret, std::move(options.peer_of)),
      poller_(MakePoller(KindOf(config_.shell()))),
      batch_(MakeIoBatch(IoOf(config_.shell()))),
      ids_(options.reuse_ids),
      acceptor_(std::move(options.listeners), kListenerToken, *poller_),
      lobby_(ids_, *poller_, clock),
      clients_(ids_, *poller_),
      incoming_(*batch_, config_.full().core.services),
      core_link_(config_.full(), clock.Now(), std::move(options.workers), options.secret_key,
                 std::move(options.recording)),
      keeper_(std::move(options.kept)),
      outgoing_(*batch_),
      meter_(!config_.shell().metrics_listen.empty(), CommandCount(), clock),
      now_(clock.Now()) {
  config_.Tell(lobby_, clients_, outgoing_, mailer_, channel_log_, log_);
  const std::pair<int, uint64_t> wakes[] = {
      {core_link_.wake_fd(), kWorkToken},
      {keeper_.wake_fd(), kStoreToken},
      {mailer_.wake_fd(), kMailToken},
      {config_.certificates().wake_fd(), kCertificatesToken},
      {desk_ == nullptr ? -1 : desk_->fd(), kStatusToken},
      {signals_ == nullptr ? -1 : signals_->fd(), kSignalToken}};
  for (const auto& [fd, token] : wakes) {
    if (fd < 0) continue;
    IRC_CHECK(poller_->Add(fd, {.read = true}, token),
              "a server starts before its descriptors run out");
  }
  for (Restored& restored : keeper_.TakeRestored()) core_link_.Submit(std::move(restored));
  for (const Record& record : keeper_.TakeSessionLimits()) lobby_.TakeException(record);
  if (KindOf(config_.shell()) == PollerKind::kEpoll && poller_->name() != "epoll") {
    log_.Warning("the system refuses epoll", {{"instead", poller_->name()}});
  }
  if (IoOf(config_.shell()) == IoKind::kIoUring && batch_->name() != "io_uring") {
    log_.Warning("the system refuses io_uring", {{"instead", batch_->name()}});
  }
}

Shell::Inside Shell::inside() {
  return {.connections = ids_.taken(),
          .idle = incoming_.idle() && outgoing_.waiting() == 0 && drained_.empty() &&
                  !lobby_.has_handshakes(),
          .clients = clients_,
          .lobby = lobby_,
          .listeners = acceptor_.listeners(),
          .poller = *poller_,
          .io = *batch_,
          .sequencer = core_link_.sequencer()};
}

Stop Shell::Run() {
  while (Turn(absl::InfiniteDuration())) {
  }
  return stop_;
}

bool Shell::Turn(absl::Duration wait) {
  poller_->Wait(TimeToWait(wait), ready_);
  const bool woken = !ready_.empty();
  now_ = clock_.Now();
  ServeReady();
  if (core_link_.wake_fd() < 0) TakeDone();
  if (keeper_.wake_fd() < 0) TakeKept();
  if (core_link_.TimeToTick(now_) == absl::ZeroDuration()) core_link_.Submit(Ticked{});
  ApplyAll();
  lobby_.RunDeadlines(now_.steady);
  ServeLobby();
  while (Connection* connection = clients_.PopDue(now_.steady)) RunDeadline(*connection);
  if (incoming_.has_lines()) meter_.StartLines();
  TakeAllLines();
  // Before it writes to many clients, the turn polls for input that has arrived meanwhile, so that
  // the output of that input is part of the same writes: a poll costs less than a write to one
  // client.
  for (int i = 0; i < kLooksPerTurn && outgoing_.waiting() >= kManyToWriteTo; ++i) {
    poller_->Wait(absl::ZeroDuration(), ready_);
    if (ready_.empty() && !incoming_.has_unread()) break;
    ServeReady();
    meter_.StartLap();
    TakeAllLines();
  }
  if (now_.steady >= acceptor_.RetryAt()) acceptor_.OnRoom();
  if (now_.steady >= config_.certificates().due()) LookAtCertificates();
  if (manager_ != nullptr && now_.steady >= tell_at_) {
    manager_->Alive(ids_.taken());
    tell_at_ = now_.steady + manager_->interval();
  }
  WriteClients();
  if (lobby_.has_handshakes()) {
    lobby_.TakeHandshakes(now_.steady);
    ServeLobby();
    WriteClients();
  }
  const auto [lobby_received, lobby_sent] = lobby_.TakeByteCounts();
  const Incoming::Counts received = incoming_.TakeCounts();
  meter_.Received(received.lines, received.bytes + lobby_received);
  meter_.Sent(0, outgoing_.TakeSentBytes() + lobby_sent);
  core_link_.FlushRecording();
  Report(core_link_, meter_, log_);
  if (MemoryGuard::TakeShortage()) {
    log_.Error("the memory is short", {{"send_queue_bytes", outgoing_.held_bytes()}});
    outgoing_.ShedHalf(clients_.table());
    ApplyAll();
  }
  MemoryGuard::Refill();
  if (meter_.EndTurn(woken, now_.steady)) {
    meter_.Measure(GaugesOf(ids_.taken(), lobby_, core_link_, clients_.table(), keeper_, mailer_,
                            channel_log_, log_));
  }
  return stop_ == Stop::kNo || (ids_.taken() > 0 && now_.steady < stop_at_);
}

absl::Duration Shell::TimeToWait(absl::Duration wait) {
  if (!inside().idle) return absl::ZeroDuration();
  const Instant now = clock_.Now();
  const absl::Time next =
      std::min({clients_.NextDeadline(), lobby_.NextDeadline(), acceptor_.RetryAt(),
                meter_.measure_at(), tell_at_, stop_at_, config_.certificates().due()});
  wait = std::min(wait, next - now.steady);
  wait = std::min(wait, core_link_.TimeToTick(now));
  return std::max(wait, absl::ZeroDuration());
}

// Serves the sockets that the poller has reported, and those with more input than the last turn
// read, which an edge-triggered poller does not report again.
void Shell::ServeReady() {
  for (SessionId session : incoming_.TakeUnread()) {
    Connection* connection = clients_.Find(session);
    if (connection == nullptr) continue;
    connection->has_input = false;
    ServeClient(*connection, {.token = session.value, .read = true});
  }
  for (const Ready& ready : ready_) ServeSocket(ready);
  while (incoming_.ReadBatch(clients_.table(), now_.steady, inputs_)) {
    for (const Incoming::Input& input : inputs_) {
      Connection* connection = clients_.Find(input.session);
      if (connection == nullptr || !connection->open()) continue;
      if (input.kind == Incoming::Input::Kind::kError) {
        Advance(*connection, Happening::kLost, input.error);
        continue;
      }
      if (input.kind == Incoming::Input::Kind::kNoMemory) {
        Leave(*connection, EndReason::kNoMemory, "Out of memory");
        continue;
      }
      if (input.kind == Incoming::Input::Kind::kEnd) Advance(*connection, Happening::kPeerEnded);
      if (connection->has_unsent()) outgoing_.QueueWrite(*connection);
      // Only answers to TLS messages and WebSocket pings, which the client does not read, can
      // exceed that; lines that are encoded ahead take less room.
      if (connection->wire_bytes() > 2 * static_cast<size_t>(config_.shell().send_bytes)) {
        Leave(*connection, EndReason::kSendQueue, "SendQ exceeded");
        continue;
      }
      incoming_.QueueLines(*connection);
    }
  }
}

void Shell::ServeSocket(const Ready& ready) {
  if (ready.token == kWorkToken) return TakeDone();
  if (ready.token == kStoreToken) return TakeKept();
  if (ready.token == kMailToken) return TakeMailNotices();
  if (ready.token == kSignalToken) return ServeSignals();
  if (ready.token == kStatusToken) return desk_->Give(StatusNow());
  if (ready.token == kCertificatesToken) return config_.certificates().OnChange(now_.steady);
  size_t listener = 0;
  if (acceptor_.Owns(ready.token, listener)) {
    for (int i = 0; i < kAcceptsPerTurn && stop_ == Stop::kNo; ++i) {
      std::optional<Acceptor::Accepted> accepted = acceptor_.Accept(listener, now_.steady);
      if (!accepted.has_value()) break;
      meter_.Accepted();
      lobby_.Admit(*std::move(accepted), config_.certificates().tls(), now_.steady);
      ServeLobby();
    }
    if (const int error = acceptor_.TakeShortage(); error != 0) {
      log_.Warning("cannot accept more connections", {{"reason", strerror(error)}});
    }
    return;
  }
  if (lobby_.OnReady(ready, now_.steady)) return ServeLobby();
  Connection* connection = clients_.Find({ready.token});
  if (connection != nullptr) ServeClient(*connection, ready);
}

void Shell::ServeClient(Connection& connection, const Ready& ready) {
  if (ready.write) outgoing_.WantWrite(connection);
  if (ready.ended || ready.broken) connection.peer_ended = true;
  if (!connection.at_end && (ready.read || ready.broken)) {
    if (connection.open()) return incoming_.QueueRead(connection);
    switch (incoming_.Drain(connection)) {
      case Io::kNotNow:
        return;
      case Io::kDone:
        return incoming_.QueueReadNextTurn(connection);  // until nothing is left
      case Io::kBroken:
        Advance(connection, Happening::kLost, errno);
        return;
      case Io::kEnd:
        Advance(connection, Happening::kPeerEnded);
        return;
    }
  }
  // Both sides were shut down, or the connection was reset, while it was not being read.
  if (ready.broken) Advance(connection, Happening::kLost, ErrorOf(connection.fd.get()));
}

void Shell::ServeSignals() {
  while (const std::optional<int> signal = signals_->Take()) {
    if (*signal == SIGHUP || *signal == SIGUSR1) ReopenLogs();
    if (*signal == SIGUSR1) continue;
    if (*signal == SIGHUP) {
      log_.Info(RowOf(AuditKind::kRehash).text, {{"signal", "SIGHUP"}});
      Rehash();
      ApplyAll();
      continue;
    }
    const absl::string_view name = *signal == SIGINT ? "SIGINT" : "SIGTERM";
    log_.Info("stopping", {{"signal", name}});
    StopBecause(absl::StrCat("Server shutting down (", name, ")"));
  }
}

// Takes the lines that have come, after the next piece of each answer that has drained.
void Shell::TakeAllLines() {
  for (SessionId session : std::exchange(drained_, {})) {
    Connection* connection = clients_.Find(session);
    if (connection == nullptr || !connection->open() || !connection->hold.unfinished) continue;
    if (connection->has_unsent()) continue;  // something else was sent meanwhile: later
    core_link_.Submit(Drained{.session = session});
    ApplyAll();
  }
  for (SessionId session : incoming_.TakeWithLines()) {
    Connection* connection = clients_.Find(session);
    if (connection != nullptr) TakeLines(*connection);
    if (outgoing_.big()) {
      WriteClients();
      meter_.StartLap();
    }
  }
}

void Shell::TakeLines(Connection& connection) {
  connection.has_lines = false;
  const auto goes_on = [&] {
    return connection.open() && !connection.hold.any() && !connection.leaving &&
           connection.reader.has_line();
  };
  int taken = 0;
  while (goes_on() && taken < kLinesPerTurn) {
    Incoming::Line* line = incoming_.NextLine(connection, clients_.flood_limits(), now_.steady);
    if (line == nullptr) break;
    if (line->http) {
      return Leave(connection, EndReason::kHttp, "An HTTP request came where IRC is spoken");
    }
    taken += line->query ? kLinesPerQuery : 1;
    core_link_.Submit(Received{.session = connection.id, .line = std::move(line->text)});
    ApplyAll();
    core_link_.TakeLineBack(line->text);
    if (line->readable) meter_.Command(line->command);
  }
  if (!connection.open() || connection.leaving) return;
  const size_t waiting_bytes = connection.reader.buffered_bytes();
  if (waiting_bytes > static_cast<size_t>(config_.shell().receive_bytes)) {
    return Leave(connection, EndReason::kExcessFlood, "Excess Flood");
  }
  if (taken >= kLinesPerTurn && goes_on()) incoming_.QueueLines(connection);
  // A password is not checked for a client that has gone, and that looks like one which has only
  // shut down its side.
  if (connection.hold.request && connection.at_end) {
    return Leave(connection, EndReason::kPeerClosed, "Connection closed");
  }
  if (connection.hold.any() || connection.reader.has_line()) {
    return clients_.SetDeadline(connection, now_.steady);
  }
  if (connection.reader.overflow()) {
    return Leave(connection, EndReason::kLineTooLong, "Line too long");
  }
  if (connection.at_end) Leave(connection, EndReason::kPeerClosed, "Connection closed");
}

// Writes once to each client that has output. When a write finds that a client is lost, the others
// get its QUIT in a further round of writes. The first round is made in any case, because it
// forgets the lines of the turn, also those for full sockets alone.
void Shell::WriteClients() {
  keeper_.Flush();  // before anybody reads what has happened
  for (const Record& record : keeper_.TakeSessionLimits()) lobby_.TakeException(record);
  do {
    written_.clear();
    outgoing_.Flush(clients_.table(), written_);
    for (const Outgoing::Written& written : written_) {
      Connection* connection = clients_.Find(written.session);
      if (connection == nullptr) continue;
      switch (written.kind) {
        case Outgoing::Written::Kind::kInterest:
          clients_.SetInterest(*connection);
          break;
        case Outgoing::Written::Kind::kDrained:
          drained_.push_back(connection->id);
          break;
        case Outgoing::Written::Kind::kCaughtUp:
          incoming_.QueueLines(*connection);
          break;
        case Outgoing::Written::Kind::kDone:
          Advance(*connection, Happening::kAllWritten);
          break;
        case Outgoing::Written::Kind::kError:
          Advance(*connection, Happening::kLost, written.error);
          break;
      }
    }
  } while (outgoing_.waiting() > 0);
}

}  // namespace irc
