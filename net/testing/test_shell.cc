#include "net/testing/test_shell.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "net/io/listener.h"

namespace irc {
namespace {

// After this many turns Settle gives up: a slow network cannot be the reason any more.
constexpr int kTurnsMax = 200'000;

// The same for a socket in the lobby.
bool PendingIsStill(const TestShell::Client& client, const PendingSocket& pending) {
  // While a gateway's password is being checked nothing is read.
  if (pending.state == PendingSocket::State::kAsking) return true;
  if (!client.open() || client.shut()) return false;
  if (pending.state == PendingSocket::State::kRefused) return client.at_end() || client.paused();
  return pending.received_bytes == client.sent() && !client.unsent() && pending.unsent.empty() &&
         (client.paused() || pending.sent_bytes == client.received());
}

}  // namespace

void Adapt(ShellConfig& config, PollerKind poller) {
  config.poller = std::string(PollerKindName(poller));
  config.io = poller == PollerKind::kSelect ? "plain" : "auto";
  config.log_level = "debug";
  config.tls_kernel = false;
}

TestShell::TestShell(PollerKind poller, ShellOptions options, absl::Time start)
    : clock_(start), log_(LogLevel::kDebug, clock_, log_sink_) {
  if (options.listeners.empty()) {
    auto listeners = Listen({"127.0.0.1", "::1"}, 0);
    if (!listeners.ok()) listeners = Listen({"127.0.0.1"}, 0);
    IRC_CHECK(listeners.ok(), listeners.status().ToString().c_str());
    options.listeners = *std::move(listeners);
  }
  port_ = options.listeners.front().port;
  Adapt(options.config.shell, poller);
  options.reuse_ids = false;
  auto passwords = std::make_unique<FakeWorkers>();
  passwords_ = passwords.get();
  options.workers = std::move(passwords);
  shell_ = std::make_unique<Shell>(std::move(options), clock_, log_);
}

TestShell::Client& TestShell::Connect(const std::string& from) {
  clients_.emplace_back(from, port_);
  Client& client = clients_.back();
  client.session = {++sessions_};
  const auto accepted = [&] {
    const Shell::Inside inside = shell_->inside();
    return inside.clients.Find(client.session) != nullptr ||
           inside.lobby.Find(client.session) != nullptr;
  };
  for (int i = 0; i < kTurnsMax && !accepted(); ++i) Turn();
  IRC_CHECK(accepted(), "the shell accepts connections until its limits");
  return client;
}

TestShell::Client& TestShell::ConnectRefused(const std::string& from) {
  clients_.emplace_back(from, port_);
  Client& client = clients_.back();
  client.refused = true;
  for (int i = 0; i < kTurnsMax && !client.at_end(); ++i) {
    Turn();
    client.Pump();
  }
  return client;
}

TestShell::Client& TestShell::Register(absl::string_view nick, const std::string& from) {
  Client& client = Connect(from);
  client.Line(absl::StrCat("NICK ", nick));
  client.Line(absl::StrCat("USER ", nick, " 0 * :", nick));
  Settle();
  client.Take();
  return client;
}

bool TestShell::Settle() {
  for (int i = 0; i < kTurnsMax; ++i) {
    Turn();
    for (Client& client : clients_) client.Pump();
    if (Still()) return true;
  }
  return false;
}

// True when every byte that either side has sent has been received by the other.
bool TestShell::Still() {
  const Shell::Inside inside = shell_->inside();
  if (!inside.idle) return false;
  return std::all_of(clients_.begin(), clients_.end(), [&](const Client& client) {
    if (client.refused || !running_) return true;
    if (const PendingSocket* pending = inside.lobby.Find(client.session)) {
      return PendingIsStill(client, *pending);
    }
    const Connection* connection = inside.clients.Find(client.session);
    if (connection == nullptr) return !client.open() || client.at_end() || client.paused();
    if (!client.open()) return connection->at_end;
    if (client.shut() && !connection->at_end) return false;
    const bool lingers = connection->state() == ConnectionState::kLingering;
    if (!lingers && connection->received_bytes != client.sent()) return false;
    if (!client.paused() && client.unsent()) return false;
    if (lingers && !client.paused() && !client.at_end()) return false;
    return client.paused() ||
           (!connection->has_unsent() && connection->sent_bytes == client.received());
  });
}

void TestShell::Advance(absl::Duration step) {
  Settle();
  while (step > absl::ZeroDuration()) {
    const absl::Duration part = std::min(step, absl::Seconds(1));
    clock_.Advance(part);
    step -= part;
    Settle();
  }
}

}  // namespace irc
