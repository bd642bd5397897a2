#include "core/conn/line_facts.h"

#include "core/commands/command_facts.h"
#include "core/conn/secrets.h"

namespace irc {

LineFacts FactsOf(absl::string_view line, const ServiceNames& names) {
  LineFacts facts;
  facts.error = ParseLine(line, facts.parsed);
  if (facts.error.has_value()) {
    // The core refuses a line with a NUL, but a password may be in it all the same.
    facts.may_hold_secret = facts.error == ParseError::kNul;
    return facts;
  }
  facts.may_hold_secret = ServiceSpokenTo(facts.parsed, names) != nullptr;
  const CommandFacts* row = FindCommand(facts.parsed.command);
  if (row == nullptr) return facts;
  facts.command = IndexOf(*row);
  facts.price = PriceOf(*row, facts.parsed.params);
  facts.may_hold_secret |= row->secret_param >= 0;
  return facts;
}

size_t CommandCount() { return Commands().size(); }

absl::string_view CommandName(size_t index) { return Commands()[index].name; }

}  // namespace irc
