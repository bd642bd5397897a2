#include "core/testing/transcript_runner.h"

#include <fstream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kRight[] =
    "# Those in a channel see who joins.\n"
    "session alice\n"
    "session bob\n"
    "alice: JOIN #c\n"
    "\n"
    "bob: PART #c\n"
    "----\n"
    "bob< :irc.local 442 bob #c :You're not on that channel\n"
    "\n"
    "alice: PRIVMSG bob :hello\n"
    "----\n"
    "# The speaker hears nothing.\n"
    "bob< :alice!alice@localhost PRIVMSG bob :hello\n";

std::string Replaced(std::string text, const std::string& what, const std::string& by) {
  return text.replace(text.find(what), what.size(), by);
}

TEST(CheckTranscript, IsSilentAboutWhatIsRight) { EXPECT_THAT(CheckTranscript(kRight), IsEmpty()); }

TEST(CheckTranscript, ShowsADiffOfEachWrongBlock) {
  const std::string wrong = Replaced(kRight, "442", "441");
  const std::vector<Finding> findings =
      CheckTranscript(Replaced(wrong, "alice: PRIVMSG bob :hello", "alice: PRIVMSG bob :hullo"));
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].line, 7);
  EXPECT_EQ(findings[0].text,
            "-expected\n+actual\n"
            "-bob< :irc.local 441 bob #c :You're not on that channel\n"
            "+bob< :irc.local 442 bob #c :You're not on that channel\n");
  EXPECT_EQ(findings[1].line, 11);
  EXPECT_THAT(findings[1].text, HasSubstr("+bob< :alice!alice@localhost PRIVMSG bob :hullo\n"));
}

TEST(CheckTranscript, TellsWhereTheTextIsWrong) {
  const std::vector<Finding> findings = CheckTranscript(Replaced(kRight, "bob: PART", "bop: PART"));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].line, 6);
  EXPECT_EQ(findings[0].text, "line 6: there is no session 'bop'");
}

TEST(CheckTranscript, TellsWhichInputCannotBePlayed) {
  const std::vector<Finding> findings = CheckTranscript("connect a\na gone\na: PING\n");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].line, 3);
}

// The lines of CONTRIBUTING.md that are indented by four spaces, below the heading.
std::string ExampleBelow(absl::string_view heading) {
  std::ifstream file("CONTRIBUTING.md");
  std::string line, example;
  while (std::getline(file, line) && line != heading) continue;
  while (std::getline(file, line)) {
    const bool indented = absl::StartsWith(line, "    ");
    if (!indented && !line.empty()) break;
    absl::StrAppend(&example, indented ? line.substr(4) : "", "\n");
  }
  return example;
}

TEST(CheckTranscript, TheExampleForContributorsPasses) {
  const std::string example = ExampleBelow("## A transcript");
  ASSERT_THAT(example, HasSubstr("\n----\n"));
  EXPECT_THAT(CheckTranscript(example), IsEmpty());
}

TEST(RefreshTranscript, WritesWhatIsSentNow) {
  const absl::StatusOr<std::string> text = RefreshTranscript(Replaced(kRight, "442", "441"));
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(*text, kRight);
}

TEST(RefreshTranscript, DoesNotTouchWhatCannotBePlayed) {
  EXPECT_FALSE(RefreshTranscript("connect a\na gone\na: PING\n").ok());
  EXPECT_FALSE(RefreshTranscript("bob: PING\n").ok());
}

}  // namespace
}  // namespace irc
