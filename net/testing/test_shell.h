// A real shell on real loopback sockets, stepped by the test in one thread: its clock stands until
// the test moves it, and its passwords are what the test decides. Nothing sleeps: Settle turns the
// loop until every byte that was sent has arrived, which the byte counts of both sides tell.
#ifndef IRCSERV_NET_TESTING_TEST_SHELL_H_
#define IRCSERV_NET_TESTING_TEST_SHELL_H_

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "net/io/clock.h"
#include "net/io/poller.h"
#include "net/shell.h"
#include "net/telemetry/log.h"
#include "net/testing/fake_passwords.h"
#include "net/testing/string_log_sink.h"
#include "net/testing/test_client.h"

namespace irc {

// What TestShell sets in each configuration. With select() every socket is written to by a call of
// its own, so that what runs on both pollers has both ways of writing, too. The system does not
// encrypt, because it does not say how many bytes it has made of those that it was given.
void Adapt(ShellConfig& config, PollerKind poller);

class TestShell {
 public:
  // `options` may be filled in where it matters; the poller and the rest are set here. Clients
  // connect to the port of the first listener; without any the shell listens on loopback.
  explicit TestShell(PollerKind poller, ShellOptions options = {},
                     absl::Time start = absl::FromUnixSeconds(1'767'225'600));  // 2026-01-01

  // A connection that the shell takes in. Its session is client.id().
  struct Client : TestClient {
    using TestClient::TestClient;
    SessionId session;
    bool refused = false;
  };
  Client& Connect(const std::string& from = "127.0.0.1");

  // One that the shell refuses.
  Client& ConnectRefused(const std::string& from = "127.0.0.1");

  // Connects, registers and throws away the greeting.
  Client& Register(absl::string_view nick, const std::string& from = "127.0.0.1");

  // Turns until nothing moves any more. False when that does not come about.
  bool Settle();

  // Moves the clock, in steps of at most a second as a real one would, and settles.
  void Advance(absl::Duration step);

  bool Turn() { return running_ = shell_->Turn(absl::ZeroDuration()) && running_; }
  bool running() const { return running_; }

  Shell& shell() { return *shell_; }
  FakePasswords& passwords() { return *passwords_; }
  ManualClock& clock() { return clock_; }
  std::string& log_text() { return log_sink_.text; }
  StringLogSink& log_sink() { return log_sink_; }
  uint16_t port() const { return port_; }

 private:
  bool Still();

  ManualClock clock_;
  StringLogSink log_sink_;
  Log log_;
  FakePasswords* passwords_ = nullptr;
  std::unique_ptr<Shell> shell_;
  uint16_t port_ = 0;
  uint64_t sessions_ = 0;
  bool running_ = true;
  std::deque<Client> clients_;
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_TEST_SHELL_H_
