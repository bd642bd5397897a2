// The fixture of the shell's tests, which run on both pollers. A test changes `options_` first, and
// net() starts the shell with them:
//
//   class ShellTest : public ShellFixture {};
//   INSTANTIATE_TEST_SUITE_P(Pollers, ShellTest, BothPollers(), NameOfPoller);
#ifndef IRCSERV_NET_TESTING_SHELL_FIXTURE_H_
#define IRCSERV_NET_TESTING_SHELL_FIXTURE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "net/io/listener.h"
#include "net/io/poller.h"
#include "net/testing/test_shell.h"

namespace irc {

using Client = TestShell::Client;
using Lines = std::vector<std::string>;

class ShellFixture : public ::testing::TestWithParam<PollerKind> {
 protected:
  // Replaces the listeners, for example by {"127.0.0.1:0 tls"}. REQUIRES: net() was not called.
  void ListenOn(const std::vector<std::string>& addresses) {
    auto listeners = Listen(addresses, 0);
    ASSERT_TRUE(listeners.ok()) << listeners.status();
    options_.listeners = *std::move(listeners);
  }

  TestShell& net() {
    if (net_ == nullptr) net_ = std::make_unique<TestShell>(GetParam(), std::move(options_));
    return *net_;
  }

  void TearDown() override {
    if (net_ != nullptr && net_->running())
      net_->shell().inside().sequencer.server().CheckInvariants();
  }

  // May be changed before the first use of net().
  ShellOptions options_;
  std::unique_ptr<TestShell> net_;
};

inline auto BothPollers() { return ::testing::Values(PollerKind::kSelect, PollerKind::kEpoll); }

// Ends the name of each test.
inline std::string NameOfPoller(const ::testing::TestParamInfo<PollerKind>& info) {
  return std::string(PollerKindName(info.param));
}

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_SHELL_FIXTURE_H_
