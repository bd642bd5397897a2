#include "core/conn/line_facts.h"

#include <string>

#include "core/commands/command_facts.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(FactsOf, TellsWhatTheTableSays) {
  for (const CommandFacts& row : Commands()) {
    const std::string line = std::string(row.name) + " a b";
    const LineFacts facts = FactsOf(line);
    EXPECT_EQ(facts.error, std::nullopt);
    EXPECT_EQ(facts.parsed.command, row.name);
    ASSERT_TRUE(facts.command.has_value()) << row.name;
    EXPECT_LT(*facts.command, CommandCount());
    EXPECT_EQ(CommandName(*facts.command), row.name);
    EXPECT_EQ(facts.flood_cost, row.flood_cost) << row.name;
    EXPECT_EQ(facts.may_hold_secret, row.secret_param >= 0) << row.name;
  }
}

TEST(FactsOf, UnknownCommandsCostSomethingAndHideNothing) {
  const LineFacts facts = FactsOf("NONSENSE x");
  EXPECT_EQ(facts.command, std::nullopt);
  EXPECT_EQ(facts.flood_cost, 1);
  EXPECT_FALSE(facts.may_hold_secret);
}

TEST(FactsOf, RefusedLines) {
  EXPECT_EQ(FactsOf("  ").error, ParseError::kEmpty);
  EXPECT_FALSE(FactsOf("  ").may_hold_secret);
  EXPECT_EQ(FactsOf(absl::string_view("PASS a\0b", 8)).error, ParseError::kNul);
  EXPECT_TRUE(FactsOf(absl::string_view("PASS a\0b", 8)).may_hold_secret);
}

}  // namespace
}  // namespace irc
