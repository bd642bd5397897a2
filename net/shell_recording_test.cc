// A recording of the shell's input holds no password, and replays to the same output.
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/transcript/read.h"
#include "core/transcript/replay.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/testing/shell_fixture.h"

namespace irc {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ShellTest : public ShellFixture {};

INSTANTIATE_TEST_SUITE_P(Pollers, ShellTest, BothPollers(), NameOfPoller);

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void ExpectReplays(const std::string& recording) {
  const auto parsed = transcript::ParseTranscript(recording);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  const auto replayed = transcript::Replay(*parsed);
  ASSERT_TRUE(replayed.ok()) << replayed.status();
  EXPECT_GT(replayed->events, 0u);
  EXPECT_FALSE(replayed->difference.has_value())
      << replayed->difference->line << ": " << replayed->difference->expected << "\n"
      << replayed->difference->actual;
}

TEST_P(ShellTest, TheRecordingReplays) {
  const std::string path =
      absl::StrCat(::testing::TempDir(), "/shell_recording_", PollerKindName(GetParam()));
  options_.recording = *RecordingFile::Create(path);
  options_.config.core.opers = {{"root", {"*@*"}}};
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  alice.Send("OPER root Tr0ub4dor\r\nJOIN #c\r\n");
  ASSERT_TRUE(net().Settle());
  net().passwords().Decide(true);
  bob.Line("JOIN #c");
  net().Advance(absl::Seconds(5));
  bob.Send(
      "PRIVMSG #c :caf\xc3\xa9 \x01"
      "ACTION\x01\r\nQUIT :bye\r\n");
  ASSERT_TRUE(net().Settle());
  alice.Reset();
  ASSERT_TRUE(net().Settle());
  net_.reset();
  const std::string text = ReadAll(path);
  EXPECT_THAT(text, HasSubstr("OPER root *1"));
  EXPECT_THAT(text, Not(HasSubstr("Tr0ub4dor")));
  EXPECT_THAT(text, StartsWith("# A recording of ircserv-"));
  EXPECT_THAT(text, EndsWith("\n# The recording ends here.\n"));
  ExpectReplays(text);
}

// Members see the key of their channel, and the recording has another text in its place.
TEST_P(ShellTest, ARecordingHasNoChannelKeys) {
  const std::string path =
      absl::StrCat(::testing::TempDir(), "/shell_keys_", PollerKindName(GetParam()));
  options_.recording = *RecordingFile::Create(path);
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  alice.Send("JOIN #c,#d\r\nMODE #c +lk 9 Tr0ub4dor\r\nMODE #d +k Zq7Zq7Zq7\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.Take(), HasSubstr(" MODE #c +lk 9 Tr0ub4dor\r\n"));
  bob.Send("JOIN #c,#d Tr0ub4dor,Tr0ub4dor\r\nMODE #c\r\n");
  ASSERT_TRUE(net().Settle());
  const std::string heard = bob.Take();
  EXPECT_THAT(heard, HasSubstr(" JOIN #c\r\n"));
  EXPECT_THAT(heard, HasSubstr(" 475 bob #d "));
  EXPECT_THAT(heard, HasSubstr(" 324 bob #c +ntlk 9 Tr0ub4dor\r\n"));
  net_.reset();
  const std::string text = ReadAll(path);
  EXPECT_THAT(text, HasSubstr(" MODE #c +lk 9 "));
  EXPECT_THAT(text, Not(HasSubstr("Tr0ub4dor")));
  EXPECT_THAT(text, Not(HasSubstr("Zq7Zq7Zq7")));
  ExpectReplays(text);
}

// The clock is set a day on and back. Timers go on, the operator is told, and the recording
// replays.
TEST_P(ShellTest, TimersGoOnWhenTheClockIsSet) {
  const std::string path =
      absl::StrCat(::testing::TempDir(), "/shell_clock_", PollerKindName(GetParam()));
  options_.recording = *RecordingFile::Create(path);
  Client& alice = net().Register("alice");
  const absl::Time start = net().clock().Wall();
  for (const int day : {1, -1}) {
    Client& silent = net().Connect();
    net().Advance(absl::Seconds(30));
    net().clock().SetWall(net().clock().Wall() + absl::Hours(24 * day));
    net().Advance(absl::Seconds(29));
    EXPECT_FALSE(silent.at_end()) << day;
    net().Advance(absl::Seconds(1));
    EXPECT_TRUE(silent.at_end()) << "its minute is over, after a step of days: " << day;
    alice.TakeLines();
    alice.Line("TIME");
    ASSERT_TRUE(net().Settle());
    EXPECT_THAT(alice.Take(),
                HasSubstr(absl::StrCat(" ", absl::ToUnixSeconds(net().clock().Wall()), " 0 :")));
    net().Advance(absl::Seconds(5));
  }
  EXPECT_EQ(net().clock().Wall(), start + absl::Seconds(130));
  EXPECT_THAT(net().log_text(), HasSubstr("the clock was set seconds=86400\n"));
  EXPECT_THAT(net().log_text(), HasSubstr("the clock was set seconds=-86400\n"));
  EXPECT_EQ(net().shell().metrics().clock_steps.Get(), 2u);
  net_.reset();
  ExpectReplays(ReadAll(path));
}

// Without an event, too, the loop wakes in time.
TEST_P(ShellTest, AStepOfTheClockIsNoticedWithoutInput) {
  Client& silent = net().Connect();
  ASSERT_TRUE(net().Settle());
  net().clock().SetWall(net().clock().Wall() - absl::Hours(24));
  net().Turn();
  EXPECT_THAT(net().log_text(), HasSubstr("the clock was set seconds=-86400\n"));
  net().Advance(absl::Seconds(60));
  EXPECT_TRUE(silent.at_end());
}

}  // namespace
}  // namespace irc
