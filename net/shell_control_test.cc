// Requests to the shell itself: stopping, DIE, RESTART, REHASH and STATS.
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/testing/shell_fixture.h"

namespace irc {
namespace {

using ::testing::Contains;
using ::testing::EndsWith;
using ::testing::HasSubstr;

class ShellTest : public ShellFixture {};

INSTANTIATE_TEST_SUITE_P(Pollers, ShellTest, BothPollers(), NameOfPoller);

TEST_P(ShellTest, StoppingTellsEverybodyAndEnds) {
  Client& alice = net().Register("alice");
  Client& bob = net().Connect();
  net().shell().StopBecause("Server shutting down (SIGTERM)");
  ASSERT_TRUE(net().Settle());
  for (Client* client : {&alice, &bob}) {
    EXPECT_THAT(client->TakeLines().back(), EndsWith("(Server shutting down (SIGTERM))"));
    EXPECT_TRUE(client->at_end());
    client->Close();
  }
  for (int i = 0; i < 100 && net().running(); ++i) net().Turn();
  EXPECT_FALSE(net().running());
}

TEST_P(ShellTest, StoppingDoesNotWaitForWhoDoesNotRead) {
  Client& alice = net().Register("alice");
  alice.Pause(true);
  net().shell().StopBecause("Server shutting down (SIGTERM)");
  net().Turn();
  EXPECT_TRUE(net().running());
  net().clock().Advance(absl::Milliseconds(900));
  net().Turn();
  EXPECT_FALSE(net().running());
}

TEST_P(ShellTest, DieAndRestartEndTheLoop) {
  for (const char* command : {"DIE", "RESTART"}) {
    ShellOptions options;
    options.config.core.opers = {{"root", {"*@*"}}};
    TestShell net(GetParam(), std::move(options));
    Client& alice = net.Register("alice");
    alice.Line("OPER root open");
    ASSERT_TRUE(net.Settle());
    net.passwords().Decide(true);
    ASSERT_TRUE(net.Settle());
    alice.Line(command);
    ASSERT_TRUE(net.Settle());
    EXPECT_THAT(alice.Take(), HasSubstr("ERROR :"));
    alice.Close();
    const Stop stop = net.shell().Run();
    EXPECT_EQ(stop, *command == 'D' ? Stop::kDie : Stop::kRestart);
  }
}

TEST_P(ShellTest, RehashIsAllOrNothing) {
  LoadedConfig loaded;
  options_.config.core.opers = {{"root", {"*@*"}}};
  options_.config.shell.oper_passwords = {{"root", "open"}};
  options_.reload = [&] { return loaded; };
  Client& alice = net().Register("alice");
  alice.Line("OPER root open");
  ASSERT_TRUE(net().Settle());
  net().passwords().Decide(true);
  ASSERT_TRUE(net().Settle());
  alice.Take();
  Client& bob = net().Register("bob");
  // Whether `password` is the right one for the workers.
  const auto opens = [&](const std::string& password) {
    bob.Line("OPER root x");
    EXPECT_TRUE(net().Settle());
    const bool right = net().passwords().open().at(0).credentials->Check("oper/root", password);
    net().passwords().Decide(false);
    EXPECT_TRUE(net().Settle());
    net().Advance(absl::Seconds(10));  // flood tokens for the next OPER
    return right;
  };
  EXPECT_TRUE(opens("open"));

  loaded.config.core.motd = {"never seen"};
  loaded.config.core.opers = {{"root", {"*@*"}}};
  loaded.config.shell.oper_passwords = {{"root", "new"}};
  loaded.errors = {"irc.toml:3: unknown key 'x'"};
  alice.Send("REHASH\r\nMOTD\r\n");
  ASSERT_TRUE(net().Settle());
  std::string text = alice.Take();
  EXPECT_THAT(text, HasSubstr("irc.toml:3: unknown key 'x'"));
  EXPECT_THAT(text, HasSubstr(" 422 alice "));
  EXPECT_TRUE(opens("open"));
  EXPECT_FALSE(opens("new"));

  loaded.errors.clear();
  loaded.config.core.motd = {"Welcome"};
  loaded.config.shell.listen_port = 7000;
  alice.Send("REHASH\r\nMOTD\r\n");
  ASSERT_TRUE(net().Settle());
  text = alice.Take();
  EXPECT_THAT(text, HasSubstr(" 372 alice :- Welcome"));
  EXPECT_THAT(text, HasSubstr("listen.port has changed in the configuration and needs a restart"));
  EXPECT_TRUE(opens("new"));
  EXPECT_FALSE(opens("open"));
}

TEST_P(ShellTest, StatsKnowTheLinks) {
  options_.config.core.opers = {{"root", {"*@*"}}};
  Client& alice = net().Register("alice");
  alice.Line("OPER root open");
  ASSERT_TRUE(net().Settle());
  net().passwords().Decide(true);
  ASSERT_TRUE(net().Settle());
  alice.Take();
  alice.Line("STATS l");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), Contains(HasSubstr(" 211 alice ")));
}

}  // namespace
}  // namespace irc
