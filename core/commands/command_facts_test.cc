// The table of commands is complete: every row has a help text and a conversation that shows it.
#include "core/commands/command_facts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace irc {
namespace {

// The commands that clients send in the transcripts.
std::set<std::string> CommandsSaid() {
  std::set<std::string> said;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("testdata/transcripts")) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream file(entry.path());
    std::string line;
    while (std::getline(file, line)) {
      const size_t colon = line.find(": ");
      if (colon == std::string::npos || line[0] == '#') continue;
      absl::string_view rest =
          absl::StripAsciiWhitespace(absl::string_view(line).substr(colon + 2));
      if (absl::StartsWith(rest, "@"))
        rest = rest.substr(std::min(rest.size(), rest.find(' ') + 1));
      said.insert(absl::AsciiStrToUpper(rest.substr(0, rest.find(' '))));
    }
  }
  return said;
}

TEST(CommandTable, IsSortedSoThatRowsAreFound) {
  for (size_t i = 1; i < Commands().size(); ++i) {
    EXPECT_LT(Commands()[i - 1].name, Commands()[i].name);
  }
}

TEST(CommandTable, FindsEveryRowInAnyCase) {
  for (const CommandFacts& row : Commands()) {
    EXPECT_EQ(FindCommand(row.name), &row);
    EXPECT_EQ(FindCommand(absl::AsciiStrToLower(row.name)), &row);
  }
  EXPECT_EQ(FindCommand(""), nullptr);
  EXPECT_EQ(FindCommand("PRIVMSGS"), nullptr);
  EXPECT_EQ(FindCommand("A_NAME_LONGER_THAN_ANY"), nullptr);
}

TEST(CommandTable, EveryRowExplainsItself) {
  for (const CommandFacts& row : Commands()) {
    SCOPED_TRACE(std::string(row.name));
    EXPECT_TRUE(absl::StartsWith(row.syntax, row.name));
    EXPECT_FALSE(row.help.empty());
    for (absl::string_view line : absl::StrSplit(row.help, '\n')) EXPECT_LE(line.size(), 100u);
    EXPECT_EQ(row.access == Access::kOperator, absl::StrContains(row.help, "For operators."));
    // The parameter behind the required ones may be secret too, in one form of the command. That of
    // 2FA depends on the subcommand.
    if (row.name == "2FA") continue;
    EXPECT_LE(row.secret_param, std::max<int>(row.params_min, 1));
  }
}

TEST(CommandTable, EveryRowHasATranscript) {
  const std::set<std::string> said = CommandsSaid();
  ASSERT_GT(said.size(), 20u) << "the transcripts were not found";
  for (const CommandFacts& row : Commands()) {
    EXPECT_EQ(said.count(std::string(row.name)), 1u) << row.name << " has no transcript";
  }
}

}  // namespace
}  // namespace irc
