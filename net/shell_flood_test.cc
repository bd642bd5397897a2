// Flood control with the default limits: how clients connect and enter their channels. The clock
// does not advance, so whatever is answered has not waited for tokens.
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

// senpai 0.4.1 requests each capability on a line of its own, waits for the end of the
// registration, and then asks for the history of each channel that it enters.
TEST_P(FloodTest, SenpaiIsInAtOnce) {
  Client& senpai = net().Connect();
  std::vector<std::string> opening = {"CAP LS 302", "NICK senpai", "USER senpai 0 * :senpai"};
  for (const char* cap : {"account-notify",
                          "account-tag",
                          "away-notify",
                          "batch",
                          "cap-notify",
                          "chghost",
                          "draft/chathistory",
                          "draft/event-playback",
                          "draft/read-marker",
                          "echo-message",
                          "extended-join",
                          "extended-monitor",
                          "invite-notify",
                          "labeled-response",
                          "message-tags",
                          "multi-prefix",
                          "sasl",
                          "server-time",
                          "setname",
                          "userhost-in-names"}) {
    opening.push_back(absl::StrCat("CAP REQ ", cap));
  }
  opening.push_back("CAP END");
  EXPECT_THAT(Ask(senpai, opening), Contains(HasSubstr(" 001 senpai ")));
  std::vector<std::string> entering = {"BOUNCER LISTNETWORKS", "MODE senpai +i", "JOIN #a",
                                       "JOIN #b"};
  for (const char* channel : {"#a", "#b"}) {
    for (const char* question : {"MODE ", "WHO ", "MARKREAD ", "CHATHISTORY LATEST "}) {
      const bool history = absl::StartsWith(question, "CHATHISTORY");
      entering.push_back(absl::StrCat(question, channel, history ? " * 100" : ""));
    }
  }
  entering.push_back("PRIVMSG #b :hello");
  const Lines answers = Ask(senpai, entering);
  EXPECT_THAT(answers, Contains(HasSubstr(" 421 senpai BOUNCER ")));
  EXPECT_EQ(Count(answers, " BATCH -"), 2) << "both histories";
  EXPECT_THAT(answers, Contains(EndsWith(" PRIVMSG #b :hello")));
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

}  // namespace
}  // namespace irc
