// The number of connections: limits per address, the limit of descriptors, and the limit of
// select().
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/select.h>

#include <memory>
#include <string>
#include <vector>

#include "core/records.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/io/fd.h"
#include "net/testing/fake_store.h"
#include "net/testing/shell_fixture.h"

namespace irc {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ShellTest : public ShellFixture {};

INSTANTIATE_TEST_SUITE_P(Pollers, ShellTest, BothPollers(), NameOfPoller);

// Makes the limits per address apply to loopback addresses too.
void SetLimits(ShellConfig& shell) { shell.exempt.clear(); }

TEST_P(ShellTest, OneAddressHasSoManyConnections) {
  SetLimits(options_.config.shell);
  options_.config.shell.connections_per_address = 2;
  net().Connect("127.0.0.2");
  Client& second = net().Connect("127.0.0.2");
  EXPECT_EQ(net().ConnectRefused("127.0.0.2").Take(),
            "ERROR :Closing Link: 127.0.0.2 (Too many connections from your address)\r\n");
  net().Register("carol", "127.0.0.3");
  second.Close();
  ASSERT_TRUE(net().Settle());
  net().Register("dave", "127.0.0.2");
}

// SESSION EXCEPTION of OperServ. One that has ended is dropped with the first turns.
TEST_P(ShellTest, AnAddressHasWhatStaffHasKeptForIt) {
  SetLimits(options_.config.shell);
  options_.config.shell.connections_per_address = 2;
  options_.kept.store = std::make_unique<FakeStore>();
  options_.kept.rows = {
      Put(SessionLimitRow{.address = "127.0.0.2", .limit = 1}),
      Put(SessionLimitRow{.address = "127.0.0.3", .limit = 1, .expires_at = absl::UnixEpoch()})};
  net().Connect("127.0.0.2");
  EXPECT_THAT(net().ConnectRefused("127.0.0.2").Take(), HasSubstr("Too many connections"));
  net().Connect("127.0.0.4");
  net().Connect("127.0.0.4");
  ASSERT_TRUE(net().Settle());
  net().Connect("127.0.0.3");
  net().Connect("127.0.0.3");
  EXPECT_THAT(net().ConnectRefused("127.0.0.3").Take(), HasSubstr("Too many connections"));
}

TEST_P(ShellTest, WhoComesTooOftenIsThrottled) {
  SetLimits(options_.config.shell);
  options_.config.shell.throttle_count = 3;
  options_.config.shell.throttle_seconds = 10;
  for (int i = 0; i < 3; ++i) {
    net().Connect("127.0.0.2").Close();
    ASSERT_TRUE(net().Settle());
  }
  EXPECT_THAT(net().ConnectRefused("127.0.0.2").Take(), HasSubstr("Too many connection attempts"));
  net().Advance(absl::Seconds(10));
  net().Connect("127.0.0.2");
}

TEST_P(ShellTest, OutOfDescriptorsItServesThoseWhoAreIn) {
  rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  rlimit tight = before;
  tight.rlim_cur = 100;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &tight), 0);
  // Uses up all descriptors except one, for the test's own end of Carol's connection. The number of
  // inherited descriptors is unknown, so the loop runs until open() fails.
  std::vector<Fd> stones;
  for (int fd; (fd = ::open("/dev/null", O_RDONLY)) >= 0;) stones.emplace_back(fd);
  ASSERT_FALSE(stones.empty());
  stones.pop_back();
  TestClient carol("127.0.0.1", net().port());
  for (int i = 0; i < 10; ++i) net().Turn();
  EXPECT_THAT(net().log_text(),
              HasSubstr("cannot accept more connections reason=\"Too many open files\""));
  EXPECT_EQ(net().shell().inside().connections, 2u);

  // The listener is not polled until the retry, so the loop does not spin.
  std::vector<Ready> ready;
  const_cast<Poller&>(net().shell().inside().poller).Wait(absl::ZeroDuration(), ready);
  EXPECT_THAT(ready, IsEmpty());

  alice.Line("PRIVMSG bob :still here");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(bob.TakeLines(), ElementsAre(EndsWith(":still here")));

  // A close frees a descriptor, and the waiting client is accepted.
  bob.Close();
  for (int i = 0; i < 10; ++i) net().Turn();
  EXPECT_EQ(net().shell().inside().connections, 2u);
  EXPECT_NE(net().shell().inside().clients.Find({3}), nullptr);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
}

TEST_P(ShellTest, WhoDoesNotFitIntoThePollerIsRefused) {
  if (GetParam() != PollerKind::kSelect) GTEST_SKIP() << "only select() ends at FD_SETSIZE";
  Client& alice = net().Register("alice");
  rlimit before = {};
  ::getrlimit(RLIMIT_NOFILE, &before);
  if (before.rlim_max < FD_SETSIZE + 100) GTEST_SKIP() << "this system gives no more descriptors";
  rlimit more = before;
  more.rlim_cur = FD_SETSIZE + 100;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &more), 0);
  std::vector<Fd> fillers;
  do {
    fillers.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    ASSERT_TRUE(fillers.back().valid());
  } while (fillers.back().get() < FD_SETSIZE);
  net().ConnectRefused();
  fillers.clear();
  ::setrlimit(RLIMIT_NOFILE, &before);
  alice.Line("PING x");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), ElementsAre(":irc.local PONG irc.local :x"));
  EXPECT_EQ(net().shell().inside().connections, 1u);
}

TEST_P(ShellTest, OutOfDescriptorsItTriesAgainAfterASecond) {
  rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  net().Register("alice");
  TestClient bob("127.0.0.1", net().port());
  rlimit tight = before;
  tight.rlim_cur = 3;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &tight), 0);
  for (int i = 0; i < 10; ++i) net().Turn();
  EXPECT_EQ(net().shell().inside().connections, 1u);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  for (int i = 0; i < 10; ++i) net().Turn();
  EXPECT_EQ(net().shell().inside().connections, 1u) << "nobody told the server that there is room";
  net().clock().Advance(absl::Seconds(1));
  for (int i = 0; i < 10; ++i) net().Turn();
  EXPECT_EQ(net().shell().inside().connections, 2u);
}

TEST(Shell, AutoMovesToEpollWithItsClients) {
  TestShell net(PollerKind::kAuto);
  Client& alice = net.Register("alice");
  EXPECT_EQ(net.shell().inside().poller.name(), "select");
  for (size_t i = 0; i < kAutoSelectMax; ++i) net.Connect();
  EXPECT_EQ(net.shell().inside().poller.name(), "epoll");
  Client& bob = net.Register("bob");
  alice.Line("PRIVMSG bob :still here");
  ASSERT_TRUE(net.Settle());
  EXPECT_THAT(bob.TakeLines(), ElementsAre(EndsWith(":still here")));
}

}  // namespace
}  // namespace irc
