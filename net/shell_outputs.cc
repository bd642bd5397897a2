// Carries out the outcomes of the components and the outputs of the core.
#include <cstring>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "net/shell.h"

namespace irc {
namespace {

// The time that an ending server waits for clients that do not read.
constexpr absl::Duration kStopGrace = absl::Milliseconds(700);

// A session that the shell has ended has its reason already.
EndReason ReasonOf(CloseCause cause) {
  switch (cause) {
    case CloseCause::kDisconnected:
      return EndReason::kNone;
    case CloseCause::kQuit:
      return EndReason::kQuit;
    case CloseCause::kRegistrationTimeout:
      return EndReason::kRegistrationTimeout;
    case CloseCause::kRejected:
      return EndReason::kRejected;
    case CloseCause::kRemoved:
      return EndReason::kRemoved;
    case CloseCause::kStopping:
      return EndReason::kStopping;
  }
  return EndReason::kNone;
}

// What others read about a client that has to leave because of what it holds.
absl::string_view SentenceOf(EndReason why) {
  switch (why) {
    case EndReason::kSendQueues:
      return "SendQ of all clients exceeded";
    case EndReason::kNoMemory:
      return "Out of memory";
    default:
      return "SendQ exceeded";
  }
}

template <typename... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <typename... F>
Overloaded(F...) -> Overloaded<F...>;

// Marks the clients whose answers are unfinished. Returns the client whose answer is complete with
// this event, or null.
Connection* NoteUnfinished(const CoreLink::Applied& applied, Clients& clients, Outgoing& outgoing) {
  const auto* drained = std::get_if<Drained>(&applied.event);
  Connection* connection = drained == nullptr ? nullptr : clients.Find(drained->session);
  if (connection != nullptr) connection->hold.unfinished = false;
  for (SessionId session : applied.output.unfinished) {
    Connection* unfinished = clients.Find(session);
    if (unfinished == nullptr || !unfinished->open()) continue;
    unfinished->hold.unfinished = true;
    outgoing.QueueWrite(*unfinished);  // also when the piece has no lines
  }
  return connection == nullptr || connection->hold.unfinished ? nullptr : connection;
}

}  // namespace

void Shell::StopBecause(absl::string_view reason) {
  if (stop_ != Stop::kNo) return;
  core_link_.Submit(Stopping{.reason = std::string(reason)});
  ApplyAll();
}

// Carries out the outcomes of the lobby.
void Shell::ServeLobby() {
  lobby_.TakeOutcomes(outcomes_);
  for (Lobby::Outcome& outcome : outcomes_) {
    std::visit(Overloaded{
                   [&](Lobby::Entered& entered) { Enter(std::move(entered)); },
                   [&](const Lobby::Refused& refused) {
                     meter_.Refused(refused.why);
                     if (!refused.told) return;
                     log_.Info("refused", {{"address", AddressText(refused.address)},
                                           {"reason", RowOf(refused.why).word},
                                           {"detail", refused.detail}});
                   },
                   [&](const Lobby::RefusedMore& more) {
                     const IpAddress* address = more.address ? &*more.address : nullptr;
                     log_.Info("refused more", {{"address", address ? AddressText(*address) : ""},
                                                {"reason", RowOf(more.why).word},
                                                {"count", more.count}});
                   },
                   [&](Lobby::GatewayQuestion& question) {
                     core_link_.CheckGateway(question.id, question.address, question.gateway,
                                             std::move(question.password));
                   },
                   [&](const Lobby::Closed& closed) {
                     core_link_.DropCheck(closed.id);
                     acceptor_.OnRoom();
                   },
               },
               outcome);
  }
}

// Makes a socket from the lobby a client's connection and submits its Connected event.
void Shell::Enter(Lobby::Entered entered) {
  Connection& connection = clients_.Enter(entered, now_.steady);
  if (log_.Wants(LogLevel::kInfo)) {
    log_.Info("connected", {{"address", AddressText(connection.address())},
                            {"session", connection.id.value},
                            {"port", connection.port},
                            {"open", ids_.taken()}});
  }
  if (entered.all_local) {
    log_.Warning("all browsers seem to be on this machine",
                 {{"port", connection.port},
                  {"help",
                   "let the web server in front of this port send X-Forwarded-For, and add "
                   "its address to connections.proxies if that has others"}});
  }
  core_link_.Submit(
      Connected{.session = connection.id,
                .peer = peers_.Of({.address = connection.address(),
                                   .local_port = connection.port,
                                   .tls = connection.tls(),
                                   .proxied_tls = entered.proxied_tls,
                                   .sni = config_.IsStsHost(entered.server_name),
                                   .webirc = std::move(entered.webirc)},
                                  static_cast<size_t>(config_.core().limits.host_bytes))});
  ApplyAll();
  if (entered.direct || !connection.open()) return;  // closed: the client is banned
  if (connection.has_unsent()) outgoing_.QueueWrite(connection);
  if (!incoming_.FeedFrames(connection, entered.rest)) {
    Advance(connection, Happening::kPeerEnded);
  }
  incoming_.QueueLines(connection);
}

// Passes the results of slow work to the core and the lobby.
void Shell::TakeDone() {
  for (CoreLink::Done& done : core_link_.TakeDone(now_)) {
    if (auto* completed = std::get_if<Completed>(&done.result)) {
      core_link_.SubmitResult(done.session, std::move(*completed));
      ApplyAll();
      continue;
    }
    const auto& checked = std::get<CoreLink::GatewayChecked>(done.result);
    if (const PendingSocket* socket = lobby_.Find(done.session)) {
      const std::string address = AddressText(socket->opening.address);
      if (checked.ok) {
        log_.Info("brought by a gateway", {{"gateway", checked.gateway},
                                           {"gateway_address", address},
                                           {"session", done.session.value}});
      } else {
        log_.Warning(RowOf(AuditKind::kLoginFailed).text, {{"address", address},
                                                           {"method", "WEBIRC"},
                                                           {"name", checked.gateway},
                                                           {"why", kWrongPassword}});
      }
    }
    lobby_.AnswerGateway(done.session, checked.ok, now_.steady);
    ServeLobby();
  }
}

// Takes the results of the store.
void Shell::TakeKept() {
  for (Keeper::Done& done : keeper_.TakeDone()) {
    core_link_.SubmitResult(done.session, std::move(done.completed));
    ApplyAll();
  }
  std::vector<std::string> notices = keeper_.TakeNotices();
  for (const std::string& notice : notices) log_.Warning(notice, {});
  TellOperators(std::move(notices));
}

// Tells the operators what goes wrong with mails.
void Shell::TakeMailNotices() {
  std::vector<std::string> notices = mailer_.TakeNotices();
  for (const std::string& notice : notices) log_.Warning(notice, {});
  TellOperators(std::move(notices));
}

// Applies all submitted events, and the events that result from them.
void Shell::ApplyAll() {
  while (true) {
    for (const auto& [session, why] : outgoing_.TakeOverflowed(clients_.table())) {
      Connection* connection = clients_.Find(session);
      IRC_CHECK(connection != nullptr, "only the core closes an open connection");
      const absl::string_view sentence = SentenceOf(why);
      log_.Debug(sentence, {{"session", session.value}, {"together", outgoing_.held_bytes()}});
      connection->EndBecause(why);
      core_link_.Submit(Disconnected{.session = session, .reason = std::string(sentence)});
    }
    CoreLink::Applied* applied = core_link_.ApplyNext(now_);
    if (applied == nullptr) return;
    OnApplied(*applied);
  }
}

void Shell::OnApplied(CoreLink::Applied& applied) {
  const Output& output = applied.output;
  keeper_.Keep(std::move(applied.output.stores));
  meter_.Users(core_link_.sequencer().server().totals().users);
  const auto* disconnected = std::get_if<Disconnected>(&applied.event);
  if (disconnected != nullptr) {
    // The output of the Disconnected event has the last line (ERROR) for the session, so lines are
    // queued for it again.
    Connection* connection = clients_.Find(disconnected->session);
    if (connection != nullptr) connection->leaving = false;
  }
  WriteAudits(log_, output.audits, clients_.table(), applied.sasl);
  for (const Send& send : output.sends) {
    meter_.Sent(send.to.size(), 0);
    outgoing_.Add(send.line, send.to.size() > 1);
    for (SessionId session : send.to) {
      Connection* connection = clients_.Find(session);
      if (connection != nullptr) outgoing_.Enqueue(*connection);
    }
  }
  for (const Close& close : output.closes) {
    Connection* connection = clients_.Find(close.session);
    IRC_CHECK(connection != nullptr && connection->open(),
              "the core closes each of its sessions once");
    connection->EndBecause(ReasonOf(close.cause));
    meter_.Ended(connection->end_reason());
    if (log_.Wants(LogLevel::kInfo)) {
      log_.Info("disconnected",
                {{"address", AddressText(connection->address())},
                 {"session", close.session.value},
                 {"reason", WordOf(connection->end_reason())},
                 {"detail", disconnected == nullptr ? close.detail : disconnected->reason}});
    }
    core_link_.DropCheck(close.session);
    // Also with an empty queue, so that the next Flush reports that everything has been written.
    if (Advance(*connection, Happening::kCoreClosed)) outgoing_.QueueWrite(*connection);
  }
  for (SessionId session : output.registered) {
    Connection* connection = clients_.Find(session);
    if (connection != nullptr) connection->flood.OnRegistered();
  }
  if (!output.channel_lines.empty()) channel_log_.Write(output.channel_lines, now_.steady, log_);
  for (const Mail& mail : output.mails) mailer_.Send(mail, now_.wall);
  for (const Request& request : output.requests) Perform(request);
  if (Connection* complete = NoteUnfinished(applied, clients_, outgoing_)) {
    incoming_.QueueLines(*complete);
  }
  if (applied.resumes.has_value()) {
    Connection* connection = clients_.Find(*applied.resumes);
    if (connection != nullptr && output.requests.empty()) {
      connection->hold.request = false;
      incoming_.QueueLines(*connection);
    }
  }
  if (output.stop != Stop::kNo && stop_ == Stop::kNo) BeginStop(output.stop);
}

void Shell::Perform(const Request& request) {
  Connection* connection = clients_.Find(request.session);
  if (connection != nullptr) connection->hold.request = true;
  const auto complete = [&](EffectResult result) {
    core_link_.SubmitResult(request.session, {request.id, std::move(result)});
  };
  if (std::holds_alternative<irc::Rehash>(request.what)) return complete(Rehash());
  if (const auto* read = std::get_if<ReadLinkStats>(&request.what)) {
    LinkStats stats;
    for (SessionId session : read->sessions) {
      const Connection* of = clients_.Find(session);
      if (of != nullptr) stats.rows.push_back(of->Stats());
    }
    return complete(std::move(stats));
  }
  if (const auto* code = std::get_if<MailCode>(&request.what)) {
    return complete(CodeMailed{mailer_.SendCode(code->mail, code->until, now_.wall)});
  }
  if (std::holds_alternative<ReadMailState>(request.what)) return complete(mailer_.State());
  if (const auto* commit = std::get_if<Commit>(&request.what)) {
    return keeper_.Begin(request.session, request.id, *commit);
  }
  if (const auto* read = std::get_if<ReadAudit>(&request.what)) {
    return keeper_.Read(request.session, request.id, *read);
  }
  std::optional<EffectResult> result =
      core_link_.Begin(request, connection, config_.core(), keeper_.verifiers(), now_);
  if (result.has_value()) complete(*std::move(result));
}

// Reads the configuration again. The core gets the new configuration before the result.
RehashDone Shell::Rehash() {
  if (manager_ != nullptr) manager_->Reloading();
  RehashDone done = config_.ReadAgain(acceptor_.listeners(), now_.wall, log_);
  if (done.ok) {
    core_link_.SetCredentials(CredentialsOf(config_.full()));
    core_link_.SetLoginRules(config_.full());
    config_.Tell(lobby_, clients_, outgoing_, mailer_, channel_log_, log_);
    core_link_.Submit(Configured{.config = config_.core()});
  }
  if (manager_ != nullptr) manager_->Ready();
  return done;
}

void Shell::ReopenLogs() {
  log_.Reopen();
  channel_log_.Reopen();
}

void Shell::BeginStop(Stop how) {
  stop_ = how;
  if (manager_ != nullptr && how == Stop::kRestart) manager_->Reloading();
  if (manager_ != nullptr && how != Stop::kRestart) manager_->Stopping();
  stop_at_ = now_.steady + kStopGrace;
  acceptor_.Close();
  clients_.HurryUp();
  lobby_.Clear();
}

void Shell::RunDeadline(Connection& connection) {
  if (!connection.open()) {
    Advance(connection, Happening::kTimedOut);
    return;
  }
  switch (connection.keepalive.OnDeadline(clients_.keepalive_settings(), now_.steady)) {
    case Keepalive::Action::kNothing:
      break;
    case Keepalive::Action::kSendPing:
      outgoing_.Add(absl::StrCat("PING :", connection.keepalive.PingToken(), "\r\n"), false);
      outgoing_.Enqueue(connection);
      meter_.Sent(1, 0);
      ApplyAll();  // the PING may overflow the send queue
      if (!connection.open()) return;
      break;
    case Keepalive::Action::kTimedOut:
      return Leave(connection, EndReason::kPingTimeout,
                   absl::StrCat("Ping timeout: ",
                                absl::ToInt64Seconds(connection.keepalive.SilentFor(now_.steady)),
                                " seconds"));
  }
  if (connection.reader.has_line() && !connection.hold.any()) incoming_.QueueLines(connection);
  clients_.SetDeadline(connection, now_.steady);
}

// Submits the end of an open connection to the core, which then closes the connection.
void Shell::Leave(Connection& connection, EndReason why, std::string sentence) {
  connection.EndBecause(why);
  core_link_.Submit(Disconnected{.session = connection.id, .reason = std::move(sentence)});
  ApplyAll();
}

// Takes the connection to its next state. Returns false when it was removed. `error`: errno of a
// lost socket; 0: both sides have been shut down.
bool Shell::Advance(Connection& connection, Happening happening, int error) {
  const SessionId session = connection.id;
  if (!clients_.Advance(connection, happening, now_.steady)) {
    outgoing_.Forget(session);
    log_.Debug("closed", {{"session", session.value}, {"open", ids_.taken()}});
    acceptor_.OnRoom();
    return false;
  }
  if (happening != Happening::kLost) return true;
  Leave(connection, error == 0 ? EndReason::kPeerClosed : EndReason::kSocketError,
        error == 0 ? "Connection closed" : strerror(error));
  return clients_.Find(session) != nullptr;
}

}  // namespace irc
