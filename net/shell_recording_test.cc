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

using ::testing::HasSubstr;
using ::testing::Not;

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
  ExpectReplays(text);
}

}  // namespace
}  // namespace irc
