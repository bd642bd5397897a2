#include "core/conn/keepalive.h"

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using Action = Keepalive::Action;

constexpr KeepaliveSettings kSettings{.interval = absl::Seconds(120), .timeout = absl::Seconds(60)};

absl::Time At(double seconds) { return absl::FromUnixSeconds(1'000'000) + absl::Seconds(seconds); }

bool Answers(Keepalive& keepalive, absl::string_view line) {
  ParsedLine parsed;
  EXPECT_FALSE(ParseLine(line, parsed).has_value()) << line;
  return keepalive.AnswersOurPing(parsed);
}

TEST(Keepalive, PingsASilentClientAndThenGivesUp) {
  Keepalive keepalive(At(0));
  EXPECT_EQ(keepalive.Deadline(kSettings), At(120));
  EXPECT_EQ(keepalive.OnDeadline(kSettings, At(120)), Action::kSendPing);
  EXPECT_EQ(keepalive.Deadline(kSettings), At(180));
  EXPECT_EQ(keepalive.OnDeadline(kSettings, At(180)), Action::kTimedOut);
  EXPECT_EQ(keepalive.SilentFor(At(180)), absl::Seconds(180));
}

TEST(Keepalive, AnythingReceivedCounts) {
  Keepalive keepalive(At(0));
  keepalive.OnReceived(At(100));
  EXPECT_EQ(keepalive.OnDeadline(kSettings, At(120)), Action::kNothing);
  EXPECT_EQ(keepalive.Deadline(kSettings), At(220));
  EXPECT_EQ(keepalive.OnDeadline(kSettings, At(220)), Action::kSendPing);
  keepalive.OnReceived(At(279));
  EXPECT_EQ(keepalive.OnDeadline(kSettings, At(280)), Action::kNothing);
  EXPECT_EQ(keepalive.Deadline(kSettings), At(399));
  EXPECT_EQ(keepalive.SilentFor(At(300)), absl::Seconds(21));
}

// The timeout counts from the PING, even when the loop was busy and sent it late.
TEST(Keepalive, ALatePingIsWaitedForInFull) {
  Keepalive keepalive(At(0));
  EXPECT_EQ(keepalive.OnDeadline(kSettings, At(150)), Action::kSendPing);
  EXPECT_EQ(keepalive.OnDeadline(kSettings, At(209)), Action::kNothing);
  EXPECT_EQ(keepalive.OnDeadline(kSettings, At(210)), Action::kTimedOut);
}

TEST(Keepalive, SwallowsTheAnswerOnce) {
  Keepalive keepalive(At(0));
  ASSERT_EQ(keepalive.OnDeadline(kSettings, At(120)), Action::kSendPing);
  const std::string pong = absl::StrCat("PONG :", keepalive.PingToken());
  EXPECT_TRUE(Answers(keepalive, pong));
  EXPECT_FALSE(Answers(keepalive, pong));
}

TEST(Keepalive, KnowsTheAnswerInEveryForm) {
  for (const char* form : {"PONG $", "PONG :$", "pong $", "PONG irc.example :$", "PONG $ me",
                           ":me PONG $", "@a=b PONG :$"}) {
    Keepalive keepalive(At(0));
    ASSERT_EQ(keepalive.OnDeadline(kSettings, At(120)), Action::kSendPing);
    std::string line = form;
    line.replace(line.find('$'), 1, keepalive.PingToken());
    EXPECT_TRUE(Answers(keepalive, line)) << line;
  }
}

TEST(Keepalive, LeavesEverythingElseAlone) {
  Keepalive keepalive(At(0));
  EXPECT_FALSE(Answers(keepalive, absl::StrCat("PONG ", keepalive.PingToken())));  // none was sent
  ASSERT_EQ(keepalive.OnDeadline(kSettings, At(120)), Action::kSendPing);
  for (const char* line :
       {"PONG", "PONG :", "PONG irc.example", "PONG keepalive-", "PONG 1", "PONG keepalive-2",
        "PONG keepalive-0", "PONG keepalive-1x", "PONG keepalive--1", "PONG keepalive-4294967297",
        "PING keepalive-1", "PRIVMSG keepalive-1 :keepalive-1"}) {
    EXPECT_FALSE(Answers(keepalive, line)) << line;
  }
  EXPECT_TRUE(Answers(keepalive, "PONG keepalive-1"));
}

// On a slow connection, a PONG may arrive after the next PING was sent.
TEST(Keepalive, LateAnswersAreStillOurs) {
  Keepalive keepalive(At(0));
  ASSERT_EQ(keepalive.OnDeadline(kSettings, At(120)), Action::kSendPing);
  const std::string first = keepalive.PingToken();
  keepalive.OnReceived(At(130));
  ASSERT_EQ(keepalive.OnDeadline(kSettings, At(250)), Action::kSendPing);
  const std::string second = keepalive.PingToken();
  EXPECT_NE(first, second);
  EXPECT_TRUE(Answers(keepalive, absl::StrCat("PONG ", first)));
  EXPECT_TRUE(Answers(keepalive, absl::StrCat("PONG ", second)));
  EXPECT_FALSE(Answers(keepalive, absl::StrCat("PONG ", first)));
}

TEST(Keepalive, AClockThatGoesBackPutsNothingOffForLong) {
  Keepalive keepalive(At(100'000));
  EXPECT_EQ(keepalive.OnDeadline(kSettings, At(0)), Action::kNothing);
  EXPECT_EQ(keepalive.Deadline(kSettings), At(120));
  EXPECT_EQ(keepalive.SilentFor(At(-5)), absl::ZeroDuration());
  EXPECT_EQ(keepalive.OnDeadline(kSettings, At(120)), Action::kSendPing);
  EXPECT_EQ(keepalive.OnDeadline(kSettings, At(-1000)), Action::kNothing);
  EXPECT_EQ(keepalive.Deadline(kSettings), At(-1000 + 60));
}

static_assert(sizeof(Keepalive) <= 32, "there is one for every connection");

}  // namespace
}  // namespace irc
