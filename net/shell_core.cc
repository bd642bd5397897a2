// The shell's border with the core: how an event is applied and what becomes of its output.
#include <memory>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "core/protocol/names.h"
#include "net/auth/sasl.h"
#include "net/config/tls_files.h"
#include "net/shell.h"

namespace irc {
namespace {

// How long a server that ends waits for clients that do not read.
constexpr absl::Duration kStopGrace = absl::Milliseconds(700);

template <typename... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <typename... F>
Overloaded(F...) -> Overloaded<F...>;

}  // namespace

// Applies `event` and all that follows from it at once.
void Shell::Apply(const Event& event) {
  if (StillMeant(event)) ApplyOne(event);
  ApplyQueued();
}

void Shell::ApplyQueued() {
  while (!next_events_.empty()) {
    const Event next = std::move(next_events_.front());
    next_events_.pop_front();
    if (StillMeant(next)) ApplyOne(next);
  }
}

void Shell::ApplyOne(const Event& event) {
  sequencer_.Apply(wall_, event, out_);
  CountEvent(event, out_);
  Distribute(out_);
}

// An event about a session that the core has closed in the meantime must not reach it. And what is
// said to a session that leaves is its goodbye: from here on it is written again.
bool Shell::StillMeant(const Event& event) {
  const Disconnected* disconnected = std::get_if<Disconnected>(&event);
  if (disconnected == nullptr) return true;
  Connection* connection = connections_.Find(disconnected->session);
  if (connection == nullptr || connection->state != Connection::State::kOpen) return false;
  connection->leaving = false;
  return true;
}

void Shell::Distribute(const Output& out) {
  for (const Send& send : out.sends) {
    lines_.Add(send.line, send.to.size() > 1);
    for (SessionId session : send.to) {
      Connection* connection = connections_.Find(session);
      if (connection != nullptr) Enqueue(*connection);
    }
  }
  for (const irc::Close& close : out.closes) Close(close.session);
  for (const Request& request : out.requests) Ask(request);
  if (out.stop != Stop::kNo) Finish(out.stop);
}

void Shell::Close(SessionId session) {
  Connection* connection = connections_.Find(session);
  IRC_CHECK(connection != nullptr && connection->state == Connection::State::kOpen,
            "the core closes each of its sessions once");
  if (connection->lost) return Release(*connection);
  connection->state = Connection::State::kClosing;
  connection->leaving = false;
  WantOutput(*connection);  // also with an empty queue: the next write finds that it is done
  SetDeadline(*connection);
}

void Shell::Ask(const Request& request) {
  Connection* connection = connections_.Find(request.session);
  if (connection != nullptr) connection->waiting = true;
  std::visit(Overloaded{[&](const VerifyPassword& verify) {
                          bool known = false;
                          std::string password;
                          if (connection != nullptr) {
                            password = connection->TakeSecret(verify.secret, known);
                          }
                          if (!known) return Answer(request.id, request.session, PasswordChecked{});
                          asked_.emplace(request.id.value, Asked{.session = request.session});
                          passwords_->Ask(request.id, verify.credential, std::move(password));
                        },
                        [&](const VerifySasl& verify) { AskSasl(request, verify); },
                        [&](const irc::Rehash&) { Answer(request.id, request.session, Rehash()); },
                        [&](const ReadLinkStats& read) {
                          LinkStats stats;
                          for (SessionId session : read.sessions) {
                            const Connection* of = connections_.Find(session);
                            if (of != nullptr) stats.rows.push_back(of->Stats());
                          }
                          Answer(request.id, request.session, std::move(stats));
                        }},
             request.what);
}

// Reads the client's message and has its password checked. An account that does not exist is asked
// for like one that does, so that the time of the answer tells nothing.
void Shell::AskSasl(const Request& request, const VerifySasl& verify) {
  Connection* connection = connections_.Find(request.session);
  std::string base64;
  bool known = connection != nullptr;
  for (const std::string& secret : verify.secrets) {
    if (known) base64 += connection->TakeSecret(secret, known);
  }
  const std::optional<PlainMessage> plain = known ? ParsePlain(base64) : std::nullopt;
  if (!plain.has_value()) return Answer(request.id, request.session, SaslChecked{});
  const Casemapping casemapping =
      ParseCasemapping(config_.core.casemapping).value_or(Casemapping::kAscii);
  const auto same = [&](absl::string_view a, absl::string_view b) {
    return Fold(casemapping, a) == Fold(casemapping, b);
  };
  // Nobody acts for somebody else.
  const bool own =
      plain->authorization.empty() || same(plain->authorization, plain->authentication);
  std::string account;
  for (const std::string& name : config_.core.accounts) {
    if (own && same(name, plain->authentication)) account = name;
  }
  asked_.emplace(request.id.value, Asked{.session = request.session, .account = account});
  passwords_->Ask(request.id, AccountCredential(account), plain->password);
}

// Tells the core a result, after what is being distributed now; the lines of who asked go on.
void Shell::Answer(EffectId effect, SessionId session, EffectResult result) {
  next_events_.push_back(Completed{.effect = effect, .result = std::move(result)});
  Connection* connection = connections_.Find(session);
  if (connection == nullptr) return;
  connection->waiting = false;
  WantLines(*connection);
}

void Shell::TakeAnswers() {
  for (const PasswordAnswer& answer : passwords_->TakeAnswers()) {
    const auto asked = asked_.find(answer.effect.value);
    IRC_CHECK(asked != asked_.end(), "each question is answered once");
    const SessionId session = asked->second.session;
    if (const std::optional<std::string> gateway = asked->second.gateway) {
      asked_.erase(asked);
      AnswerWebirc(session, *gateway, answer.ok);
      continue;
    }
    EffectResult result = PasswordChecked{.ok = answer.ok};
    if (asked->second.account.has_value()) {
      result = SaslChecked{.account = answer.ok ? *asked->second.account : ""};
    }
    asked_.erase(asked);
    // First the result, then the lines that waited for it.
    Apply(Completed{.effect = answer.effect, .result = std::move(result)});
    Connection* connection = connections_.Find(session);
    if (connection == nullptr) continue;
    connection->waiting = false;
    WantLines(*connection);
  }
}

RehashDone Shell::Rehash() {
  if (manager_ != nullptr) manager_->Reloading();
  RehashDone done = ReadConfigAgain();
  if (manager_ != nullptr) manager_->Ready();
  return done;
}

// Reads the configuration again. What is wrong goes to the log and is returned; then nothing has
// changed. Otherwise the messages say what needs a restart, and the core learns the rest next.
RehashDone Shell::ReadConfigAgain() {
  RehashDone done;
  if (!reload_) {
    done.messages.push_back("There is no configuration file to read again");
    return done;
  }
  LoadedConfig loaded = reload_();
  if (!loaded.errors.empty()) {
    for (const std::string& error : loaded.errors) log_.Error("rehash failed", {{"reason", error}});
    done.messages = std::move(loaded.errors);
    return done;
  }
  auto tls = LoadTls(loaded.config, SpeakTls(acceptor_.listeners()), tls_.get());
  if (!tls.ok()) {
    log_.Error("rehash failed", {{"reason", tls.status().message()}});
    done.messages.push_back(std::string(tls.status().message()));
    return done;
  }
  tls_ = *std::move(tls);
  config_ = MergeLive(config_, loaded.config, done.messages);
  for (const std::string& message : done.messages) {
    log_.Warning("rehash left something as it was", {{"reason", message}});
  }
  log_.Info("rehash");
  passwords_->SetCredentials(CredentialsOf(config_));
  UseLimits();
  next_events_.push_back(Configured{.config = config_.core});
  done.ok = true;
  return done;
}

void Shell::StopBecause(absl::string_view reason) {
  if (stop_ != Stop::kNo) return;
  Apply(Stopping{.reason = std::string(reason)});
  Finish(Stop::kDie);
}

void Shell::Finish(Stop how) {
  if (stop_ != Stop::kNo) return;
  stop_ = how;
  if (manager_ != nullptr && how == Stop::kRestart) manager_->Reloading();
  if (manager_ != nullptr && how != Stop::kRestart) manager_->Stopping();
  stop_at_ = steady_ + kStopGrace;
  acceptor_.Close();
  connections_.ForEach([this](Connection& connection) {
    if (connection.state == Connection::State::kOpening) Forget(connection);
  });
}

void Shell::UseLimits() {
  const ShellConfig& shell = config_.shell;
  flood_limits_ = {.burst = shell.flood_burst, .per_second = shell.flood_per_second};
  keepalive_settings_ = {.interval = absl::Seconds(shell.ping_interval_seconds),
                         .timeout = absl::Seconds(shell.ping_timeout_seconds)};
  AdmissionLimits limits = {.total = shell.connections_max,
                            .per_address = shell.connections_per_address,
                            .throttle_count = shell.throttle_count,
                            .throttle_window = absl::Seconds(shell.throttle_seconds),
                            .exempt = {}};
  for (const std::string& text : shell.exempt) limits.exempt.push_back(*ParseIpNetwork(text));
  admission_.SetLimits(std::move(limits));
  proxies_.clear();
  for (const std::string& text : shell.proxies) proxies_.push_back(*ParseIpNetwork(text));
  header_proxies_ = proxies_;
  if (proxies_.empty()) header_proxies_ = {*ParseIpNetwork("127.0.0.0/8"), *ParseIpNetwork("::1")};
  UseGateways();
  LogLevel level = LogLevel::kInfo;
  if (ParseLogLevel(shell.log_level, level)) log_.SetLevel(level);
  LogFormat format = LogFormat::kText;
  if (ParseLogFormat(shell.log_format, format)) log_.SetFormat(format);
}

// No name is looked up: a host name costs a DNS server that answers, and hides nothing.
Peer Shell::PeerOf(const IpAddress& address, uint16_t local_port) {
  if (peer_of_) return peer_of_(address, local_port);
  const std::string ip = AddressParam(address);
  return {
      .ip = ip, .host = ip, .cloak = cloaks_.Of(address), .local_port = local_port, .tls = false};
}

}  // namespace irc
