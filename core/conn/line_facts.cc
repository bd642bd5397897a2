#include "core/conn/line_facts.h"

#include "core/actions/command.h"

namespace irc {

LineFacts FactsOf(absl::string_view line) {
  LineFacts facts;
  facts.error = ParseLine(line, facts.parsed);
  if (facts.error.has_value()) {
    // The core refuses a line with a NUL, but a password may be in it all the same.
    facts.may_hold_secret = facts.error == ParseError::kNul;
    return facts;
  }
  const CommandRow* row = FindCommand(facts.parsed.command);
  if (row == nullptr) return facts;
  facts.command = static_cast<size_t>(row - Commands().data());
  facts.flood_cost = row->flood_cost;
  facts.may_hold_secret = row->secret_param >= 0;
  return facts;
}

size_t CommandCount() { return Commands().size(); }

absl::string_view CommandName(size_t place) { return Commands()[place].name; }

}  // namespace irc
