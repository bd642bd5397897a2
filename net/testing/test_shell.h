// A real shell on real loopback sockets, which the test steps in one thread. The test moves the
// clock and decides the password checks. Nothing sleeps: Settle runs turns of the loop until the
// byte counts of both sides show that every sent byte has arrived.
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
#include "net/testing/fake_workers.h"
#include "net/testing/string_log_sink.h"
#include "net/testing/test_client.h"

namespace irc {

// The settings that TestShell makes in each configuration. With select(), I/O uses one system call
// per socket ("plain"), so that tests that run on both pollers cover both I/O back ends too. Kernel
// TLS is off, because the kernel does not report the number of encrypted bytes, which Settle
// counts.
void Adapt(ShellConfig& config, PollerKind poller);

class TestShell {
 public:
  // The constructor overwrites the poller and the other settings of Adapt, `passwords` and
  // `reuse_ids` in `options`. Clients connect to the port of the first listener; without a listener
  // the shell listens on a loopback port.
  explicit TestShell(PollerKind poller, ShellOptions options = {},
                     absl::Time start = absl::FromUnixSeconds(1'767'225'600));  // 2026-01-01

  // A client of the shell. `session` is its id in the core; a refused client has none.
  struct Client : TestClient {
    using TestClient::TestClient;
    SessionId session;
    bool refused = false;
  };
  Client& Connect(const std::string& from = "127.0.0.1");

  // Connects a client that the shell is expected to refuse, and runs until its connection ends.
  Client& ConnectRefused(const std::string& from = "127.0.0.1");

  // Connects, registers and discards the welcome burst.
  Client& Register(absl::string_view nick, const std::string& from = "127.0.0.1");

  // Runs turns until all sent bytes have arrived. False when they have not after 200,000 turns.
  bool Settle();

  // Moves the clock in steps of at most one second, and settles before and after each.
  void Advance(absl::Duration step);

  bool Turn() { return running_ = shell_->Turn(absl::ZeroDuration()) && running_; }
  bool running() const { return running_; }

  Shell& shell() { return *shell_; }
  FakeWorkers& passwords() { return *passwords_; }
  ManualClock& clock() { return clock_; }
  std::string& log_text() { return log_sink_.text; }
  StringLogSink& log_sink() { return log_sink_; }
  uint16_t port() const { return port_; }

 private:
  bool Still();

  ManualClock clock_;
  StringLogSink log_sink_;
  Log log_;
  FakeWorkers* passwords_ = nullptr;
  std::unique_ptr<Shell> shell_;
  uint16_t port_ = 0;
  uint64_t sessions_ = 0;
  bool running_ = true;
  std::deque<Client> clients_;
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_TEST_SHELL_H_
