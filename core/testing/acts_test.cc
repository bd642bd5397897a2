#include "core/testing/acts.h"

#include <set>
#include <string>

#include "core/commands/command_facts.h"
#include "core/protocol/parse.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

// A new command needs a template in acts.cc.
TEST(LineForms, UseEveryCommand) {
  std::set<std::string> used;
  for (absl::string_view form : LineForms()) {
    ParsedLine line;
    ASSERT_FALSE(ParseLine(form, line).has_value()) << form;
    used.insert(std::string(line.command));
  }
  for (const CommandFacts& command : Commands()) {
    EXPECT_TRUE(used.contains(std::string(command.name))) << command.name;
  }
}

}  // namespace
}  // namespace irc
