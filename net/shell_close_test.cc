// The end of a connection: a client leaves, is silent, or does not read.
#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/testing/shell_fixture.h"

namespace irc {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ShellTest : public ShellFixture {};

INSTANTIATE_TEST_SUITE_P(Pollers, ShellTest, BothPollers(), NameOfPoller);

TEST_P(ShellTest, TheOthersAreToldWhoLeft) {
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  Client& carol = net().Register("carol");
  for (Client* client : {&alice, &bob, &carol}) client->Line("JOIN #c");
  ASSERT_TRUE(net().Settle());
  alice.Take();
  bob.Close();
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), ElementsAre(EndsWith(" QUIT :Connection closed")));
  carol.Reset();
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), ElementsAre(EndsWith(" QUIT :Connection reset by peer")));
  EXPECT_EQ(net().shell().inside().connections, 1u);
}

TEST_P(ShellTest, WhoShutsHisSideIsStillAnswered) {
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  alice.Send("PRIVMSG bob :bye\r\nPING x\r\nPRIVMSG bob :unfinished");
  alice.ShutDown();
  ASSERT_TRUE(net().Settle());
  const Lines lines = alice.TakeLines();
  EXPECT_THAT(lines, ElementsAre(HasSubstr("PONG"), HasSubstr("(Connection closed)")));
  EXPECT_TRUE(alice.at_end());
  EXPECT_THAT(bob.TakeLines(), ElementsAre(EndsWith(" PRIVMSG bob :bye")));
}

TEST_P(ShellTest, QuitReadsTheGoodbyeAndIsClosed) {
  Client& alice = net().Register("alice");
  alice.Send("QUIT :bye\r\nPRIVMSG x :this is for nobody\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), ElementsAre(HasSubstr("ERROR :Closing Link: ")));
  EXPECT_TRUE(alice.at_end());
}

// The input after QUIT is longer than one turn reads, and ends with a FIN.
TEST_P(ShellTest, WhatComesAfterQuitIsReadToItsEnd) {
  Client& alice = net().Register("alice");
  alice.Send(absl::StrCat("QUIT :bye\r\n", std::string(100 << 10, 'x')));
  alice.ShutDown();
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), ElementsAre(HasSubstr("ERROR :Closing Link: ")));
  EXPECT_TRUE(alice.at_end());
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

// The ERROR line exceeds the send queue's limit, and is written in the same turn.
TEST_P(ShellTest, WhoIsClosedWithNothingLeftToWriteEndsAtOnce) {
  options_.config.shell.send_bytes = 16;
  Client& alice = net().Register("alice");
  alice.Line("QUIT");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), ElementsAre(HasSubstr("ERROR :Closing Link: ")));
  EXPECT_TRUE(alice.at_end());
  alice.Close();
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

TEST_P(ShellTest, AClosedConnectionDoesNotLingerForEver) {
  Client& alice = net().Register("alice");
  alice.Line("QUIT");
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(net().shell().inside().connections, 1u) << "the client has not closed its side";
  net().Advance(absl::Seconds(3));
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

// The lines of a client wait while its queue is half full, so its own questions never fill it.
TEST_P(ShellTest, WhoAsksFasterThanItReadsGetsEveryAnswer) {
  constexpr int kQuestions = 600;
  options_.config.shell.send_bytes = 64 << 10;
  options_.config.shell.flood_burst = 1'000'000;
  options_.config.core.motd.assign(60, std::string(400, 'm'));
  Client& bob = net().Register("bob");
  bob.Take();
  bob.Pause(true);
  for (int i = 0; i < kQuestions; ++i) {
    bob.Line("MOTD");
    if (i % 20 == 0) {
      ASSERT_TRUE(net().Settle());
    }
  }
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(net().shell().inside().connections, 1u);
  bob.Pause(false);
  Lines answers;
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(net().Settle());
    const Lines lines = bob.TakeLines();
    if (lines.empty()) break;
    answers.insert(answers.end(), lines.begin(), lines.end());
  }
  EXPECT_EQ(std::count_if(answers.begin(), answers.end(),
                          [](const std::string& line) { return absl::StrContains(line, " 376 "); }),
            kQuestions);
}

TEST_P(ShellTest, WhoDoesNotReadIsClosedAndTheOthersGoOn) {
  options_.config.shell.send_bytes = 64 << 10;
  options_.config.shell.flood_burst = 1'000'000;
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  Client& carol = net().Register("carol");
  for (Client* client : {&alice, &bob, &carol}) client->Line("JOIN #c");
  ASSERT_TRUE(net().Settle());
  bob.Pause(true);
  carol.Take();
  const std::string text = absl::StrCat("PRIVMSG #c :", std::string(400, 'x'));
  size_t sent = 0;
  // The kernel's socket buffers take some megabytes before the send queue grows.
  while (net().shell().inside().connections == 3 && sent < 100'000) {
    for (int i = 0; i < 20; ++i) alice.Line(text);
    sent += 20;
    ASSERT_TRUE(net().Settle());
    if (absl::StrContains(net().log_text(), "SendQ exceeded")) break;
  }
  const Lines seen = carol.TakeLines();
  EXPECT_EQ(seen.size(), sent + 1) << "carol missed nothing";
  EXPECT_THAT(seen, Contains(EndsWith(" QUIT :SendQ exceeded")));

  // The lines written before the close arrive complete, and the last line has the reason.
  net().Advance(absl::Seconds(1));
  bob.Pause(false);
  bob.Pump();
  net().Settle();
  const Lines late = bob.TakeLines();
  ASSERT_FALSE(late.empty());
  EXPECT_THAT(late.back(), HasSubstr("ERROR :Closing Link: "));
  EXPECT_THAT(late.back(), EndsWith("(SendQ exceeded)"));
  for (size_t i = 0; i + 1 < late.size(); ++i) {
    if (absl::StrContains(late[i], "PRIVMSG")) {
      ASSERT_THAT(late[i], EndsWith(text.substr(text.find("PRIVMSG #c"))));
    }
  }
}

TEST_P(ShellTest, SilentClientsArePinged) {
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  alice.Line("JOIN #c");
  bob.Line("JOIN #c");
  ASSERT_TRUE(net().Settle());
  alice.Take();
  bob.Take();
  net().Advance(absl::Seconds(119));
  EXPECT_THAT(alice.TakeLines(), IsEmpty());
  net().Advance(absl::Seconds(1));
  const Lines ping = alice.TakeLines();
  ASSERT_EQ(ping.size(), 1u);
  ASSERT_TRUE(absl::StartsWith(ping[0], "PING :")) << ping[0];
  EXPECT_EQ(bob.TakeLines().size(), 1u);

  alice.Line(absl::StrCat("PONG", ping[0].substr(4)));
  net().Advance(absl::Seconds(59));
  EXPECT_THAT(alice.TakeLines(), IsEmpty());
  net().Advance(absl::Seconds(1));
  EXPECT_THAT(alice.TakeLines(), ElementsAre(EndsWith(" QUIT :Ping timeout: 180 seconds")));
  EXPECT_THAT(bob.TakeLines(), ElementsAre(EndsWith("(Ping timeout: 180 seconds)")));
  EXPECT_TRUE(bob.at_end());
}

TEST_P(ShellTest, WhoDoesNotRegisterIsClosed) {
  Client& alice = net().Connect();
  net().Advance(absl::Seconds(59));
  EXPECT_FALSE(alice.at_end());
  net().Advance(absl::Seconds(2));
  EXPECT_TRUE(alice.at_end());
  EXPECT_THAT(alice.Take(), HasSubstr("ERROR :Closing Link: "));
}

}  // namespace
}  // namespace irc
