// Flood control. First how clients connect and enter their channels with the default limits, where
// the clock does not advance, so whatever is answered has not waited for tokens.
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
using ::testing::EndsWith;
using ::testing::HasSubstr;

class FloodTest : public ShellFixture {
 protected:
  // The number of lines that contain `words`.
  static int Count(const Lines& lines, absl::string_view words) {
    return static_cast<int>(std::count_if(lines.begin(), lines.end(), [&](const std::string& line) {
      return absl::StrContains(line, words);
    }));
  }
  // The answers to the lines, as far as there are tokens for them.
  Lines Ask(Client& client, const std::vector<std::string>& lines) {
    for (const std::string& line : lines) client.Line(line);
    EXPECT_TRUE(net().Settle());
    return client.TakeLines();
  }
};

INSTANTIATE_TEST_SUITE_P(Pollers, FloodTest, BothPollers(), NameOfPoller);

// senpai 0.4.1 requests each capability on a line of its own, and then asks for the members and the
// history of each channel that it enters. These are its lines.
TEST_P(FloodTest, SenpaiIsInAtOnce) {
  Client& senpai = net().Connect();
  std::vector<std::string> opening = {"CAP LS 302"};
  for (const char* cap :
       {"multi-prefix", "standard-replies", "draft/chathistory", "message-tags",
        "draft/event-playback", "draft/metadata-2", "batch", "cap-notify", "labeled-response",
        "sasl", "draft/read-marker", "soju.im/bouncer-networks-notify", "echo-message",
        "server-time", "soju.im/bouncer-networks"}) {
    opening.push_back(absl::StrCat("CAP REQ ", cap));
  }
  for (const char* line : {"NICK senpai", "USER senpai 0 * senpai",
                           "METADATA * SUB soju.im/pinned soju.im/muted", "CAP END"}) {
    opening.push_back(line);
  }
  EXPECT_THAT(Ask(senpai, opening), Contains(HasSubstr(" 001 senpai ")));
  const Lines answers =
      Ask(senpai, {"BOUNCER LISTNETWORKS", "CAP REQ away-notify",
                   "CAP REQ :extended-monitor invite-notify setname", "@label=1 WHO senpai",
                   "@label=2 JOIN #one", "@label=3 JOIN #two",
                   "@label=4 CHATHISTORY TARGETS timestamp=2026-01-01T00:00:00.000Z "
                   "timestamp=2026-01-01T00:00:01.000Z 100",
                   "@label=5 WHO #one %uhnf",
                   "@label=6 CHATHISTORY BEFORE #one timestamp=2026-01-01T00:00:00.000Z 100",
                   "@label=7 WHO #two %uhnf",
                   "@label=8 CHATHISTORY BEFORE #two timestamp=2026-01-01T00:00:00.000Z 100",
                   "@label=9 MARKREAD #two timestamp=2026-01-01T00:00:00.000Z",
                   "@label=10 PRIVMSG #two :hello"});
  EXPECT_THAT(answers, Contains(HasSubstr(" 421 senpai BOUNCER ")));
  EXPECT_EQ(Count(answers, " chathistory #"), 2) << "both histories";
  EXPECT_THAT(answers, Contains(EndsWith(" PRIVMSG #two :hello")));
}

// soju 0.9.0 joins all channels on one line and asks for the modes of each.
TEST_P(FloodTest, SojuIsInAtOnce) {
  Client& soju = net().Connect();
  EXPECT_THAT(Ask(soju, {"CAP LS 302", "NICK soju", "USER soju 0 * soju",
                         "CAP REQ :chghost extended-join invite-notify account-notify "
                         "labeled-response account-tag away-notify batch extended-monitor "
                         "multi-prefix setname message-tags server-time",
                         "CAP END"}),
              Contains(HasSubstr(" 001 soju ")));
  std::vector<std::string> entering = {"JOIN #0", "AWAY *"};
  for (int i = 1; i < 50; ++i) absl::StrAppend(&entering[0], ",#", i);
  for (int i = 0; i < 50; ++i) entering.push_back(absl::StrCat("MODE #", i));
  EXPECT_EQ(Count(Ask(soju, entering), " 324 "), 50);
}

// What is typed does not wait behind what the client has asked for its channels.
TEST_P(FloodTest, WhoEntersAllChannelsOfALimitIsHeardAtOnce) {
  constexpr int kChannels = 100;  // limits.channels_per_user
  Client& bob = net().Register("bob");
  Client& web = net().Register("web");
  Ask(web, {"CAP REQ :batch draft/chathistory draft/read-marker"});
  std::vector<std::string> lines;
  for (int i = 0; i < kChannels; ++i) lines.push_back(absl::StrCat("JOIN #", i));
  EXPECT_EQ(Count(Ask(web, lines), " 366 "), kChannels);
  lines.clear();
  for (int i = 0; i < kChannels; ++i) {
    lines.push_back(absl::StrCat("MODE #", i));
    lines.push_back(absl::StrCat("WHO #", i, " %tcuhnfar,42"));
    lines.push_back(absl::StrCat("MARKREAD #", i));
    lines.push_back(absl::StrCat("CHATHISTORY LATEST #", i, " * 50"));
  }
  lines.push_back("PRIVMSG bob :hello");
  const Lines answers = Ask(web, lines);
  EXPECT_EQ(Count(answers, " 324 "), kChannels);
  EXPECT_EQ(Count(answers, " 315 "), kChannels);
  EXPECT_EQ(Count(answers, " MARKREAD #"), kChannels);
  EXPECT_THAT(bob.TakeLines(), Contains(EndsWith(" PRIVMSG bob :hello")));
}

TEST_P(FloodTest, AFirehoseIsStopped) {
  Client& bob = net().Register("bob");
  Client& eve = net().Register("eve");
  Ask(eve, std::vector<std::string>(100, "PRIVMSG bob :x"));
  EXPECT_EQ(Count(bob.TakeLines(), "PRIVMSG bob :x"), 20 + 1);
  Client& mallory = net().Register("mallory");
  Ask(mallory, {"JOIN #c"});
  const int asked = Count(Ask(mallory, std::vector<std::string>(1000, "WHO #c")), " 315 ");
  EXPECT_EQ(asked, 1200 / 4 + 20 / 4 + 1);
  net().Advance(absl::Seconds(10));
  EXPECT_LE(Count(mallory.TakeLines(), " 315 "), 10 * (10 + 2) / 4 + 1);
}

TEST_P(FloodTest, WhoSendsTooFastWaits) {
  options_.config.shell.flood_burst = 10;
  options_.config.shell.flood_per_second = 2;
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  net().Advance(absl::Seconds(10));
  for (int i = 0; i < 30; ++i) alice.Line(absl::StrCat("PRIVMSG bob :line ", i));
  ASSERT_TRUE(net().Settle());
  // Ten lines for the full bucket, and one more, because a line is paid after it has been taken.
  EXPECT_EQ(bob.TakeLines().size(), 11u);
  net().Advance(absl::Milliseconds(400));
  EXPECT_EQ(bob.TakeLines().size(), 0u);
  net().Advance(absl::Milliseconds(100));
  EXPECT_EQ(bob.TakeLines().size(), 1u);
  net().Advance(absl::Seconds(4));
  EXPECT_EQ(bob.TakeLines().size(), 8u);
  net().Advance(absl::Seconds(60));
  const Lines rest = bob.TakeLines();
  ASSERT_EQ(rest.size(), 10u);
  EXPECT_THAT(rest.back(), EndsWith(":line 29")) << "nothing was lost, nothing changed places";
}

TEST_P(FloodTest, WhoFloodsALotIsClosed) {
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  alice.Line("JOIN #c");
  bob.Line("JOIN #c");
  ASSERT_TRUE(net().Settle());
  bob.Take();
  for (int i = 0; i < 2000; ++i) alice.Line(absl::StrCat("PRIVMSG #c :", std::string(80, 'x')));
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.Take(), HasSubstr("(Excess Flood)"));
  EXPECT_THAT(bob.TakeLines().back(), EndsWith(" QUIT :Excess Flood"));
  EXPECT_TRUE(alice.at_end());
}

}  // namespace
}  // namespace irc
