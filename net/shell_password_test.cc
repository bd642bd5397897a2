// Password checks: the workers get the password, and the client's next lines wait for the result.
#include <string>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/testing/shell_fixture.h"

namespace irc {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ShellTest : public ShellFixture {};

INSTANTIATE_TEST_SUITE_P(Pollers, ShellTest, BothPollers(), NameOfPoller);

TEST_P(ShellTest, LinesBehindAPasswordWaitForIt) {
  options_.config.core.opers = {{"root", {"*@*"}}};
  Client& alice = net().Register("alice");
  alice.Send("OPER root open\r\nMODE alice\r\nPING x\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), IsEmpty());
  ASSERT_EQ(net().passwords().open().size(), 1u);
  EXPECT_EQ(net().passwords().open().front().credential, "oper/root");
  EXPECT_EQ(net().passwords().open().front().password, "open");
  net().passwords().Decide(true);
  ASSERT_TRUE(net().Settle());
  const std::string lines = absl::StrJoin(alice.TakeLines(), "\n");
  EXPECT_THAT(lines, HasSubstr(" 381 alice "));
  EXPECT_GT(lines.find(" 221 alice "), lines.find(" 381 alice "));
  EXPECT_GT(lines.find("PONG"), lines.find(" 221 alice "));

  Client& bob = net().Register("bob");
  bob.Send("OPER root guess\r\nPING x\r\n");
  ASSERT_TRUE(net().Settle());
  net().passwords().Decide(false);
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(bob.TakeLines(), ElementsAre(HasSubstr(" 464 bob "), HasSubstr("PONG")));
}

TEST_P(ShellTest, ThePasswordOfWhoHasLeftIsNotChecked) {
  options_.config.core.opers = {{"root", {"*@*"}}};
  options_.config.core.accounts = {"alice"};
  options_.config.shell.account_passwords = {{"alice", "sesame"}};
  Client& alice = net().Register("alice");
  alice.Line("OPER root open");
  Client& bob = net().Connect();
  bob.Send("CAP REQ sasl\r\nAUTHENTICATE PLAIN\r\nAUTHENTICATE AGFsaWNlAHNlc2FtZQ==\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(net().passwords().open().size(), 2u);
  alice.Reset();
  bob.Close();
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(net().passwords().open(), IsEmpty());
  net().Advance(absl::Seconds(3));
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

// It is gone only when the check has ended already.
TEST_P(ShellTest, WhoLeavesWhileThePasswordIsChecked) {
  options_.config.core.opers = {{"root", {"*@*"}}};
  Client& alice = net().Register("alice");
  alice.Line("OPER root open");
  ASSERT_TRUE(net().Settle());
  net().passwords().Decide(true);
  alice.Reset();
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

TEST_P(ShellTest, TheServersPassword) {
  options_.config.core.password_required = true;
  options_.config.shell.server_password = "sesame";
  Client& alice = net().Connect();
  alice.Send("PASS :open sesame\r\nNICK alice\r\nUSER alice 0 * :Alice\r\n");
  ASSERT_TRUE(net().Settle());
  ASSERT_EQ(net().passwords().open().size(), 1u);
  EXPECT_EQ(net().passwords().open().front().credential, "server");
  EXPECT_EQ(net().passwords().open().front().password, "open sesame");
  net().passwords().Decide(false);
  ASSERT_TRUE(net().Settle());
  const Lines lines = alice.TakeLines();
  EXPECT_THAT(lines, Contains(HasSubstr(" 464 ")));
  EXPECT_THAT(lines.back(), HasSubstr("ERROR :"));
  EXPECT_TRUE(alice.at_end());
}

TEST_P(ShellTest, ALoginIsReadAndChecked) {
  options_.config.core.accounts = {"Alice"};
  options_.config.shell.account_passwords = {{"Alice", "sesame"}};
  Client& client = net().Connect();
  // "\0alice\0sesame": the account's name in another spelling.
  client.Send(
      "CAP REQ sasl\r\nAUTHENTICATE PLAIN\r\nAUTHENTICATE AGFsaWNlAHNlc2FtZQ==\r\n"
      "NICK al\r\nUSER al 0 * :al\r\nCAP END\r\n");
  ASSERT_TRUE(net().Settle());
  ASSERT_EQ(net().passwords().open().size(), 1u);
  EXPECT_EQ(net().passwords().open().front().credential, "account/Alice");
  EXPECT_EQ(net().passwords().open().front().password, "sesame");
  EXPECT_THAT(client.Take(), Not(HasSubstr(" 001 ")));
  net().passwords().Decide(true);
  ASSERT_TRUE(net().Settle());
  const std::string lines = client.Take();
  EXPECT_THAT(lines, HasSubstr(" Alice :You are now logged in as Alice\r\n"));
  EXPECT_NE(lines.find(" 001 al "), std::string::npos);
  EXPECT_GT(lines.find(" 001 al "), lines.find(" 903 "));
}

TEST_P(ShellTest, ALoginOfNobodyIsCheckedLikeAnother) {
  options_.config.core.accounts = {"alice"};
  options_.config.shell.account_passwords = {{"alice", "sesame"}};
  Client& client = net().Connect();
  // "\0bob\0sesame"
  client.Send("CAP REQ sasl\r\nAUTHENTICATE PLAIN\r\nAUTHENTICATE AGJvYgBzZXNhbWU=\r\n");
  ASSERT_TRUE(net().Settle());
  ASSERT_EQ(net().passwords().open().size(), 1u);
  net().passwords().Decide(false);
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(client.Take(), HasSubstr(" 904 "));
}

TEST_P(ShellTest, AMessageThatSaysNothingFailsAtOnce) {
  options_.config.core.accounts = {"alice"};
  options_.config.shell.account_passwords = {{"alice", "sesame"}};
  Client& client = net().Connect();
  client.Send("CAP REQ sasl\r\nAUTHENTICATE PLAIN\r\nAUTHENTICATE sesame\r\nPING x\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(net().passwords().open(), IsEmpty());
  const std::string lines = client.Take();
  EXPECT_THAT(lines, HasSubstr(" 904 "));
  EXPECT_GT(lines.find("PONG"), lines.find(" 904 "));
}

}  // namespace
}  // namespace irc
