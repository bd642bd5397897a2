// The price of a line in flood control: the cost of its command and what it causes beyond that, and
// the budget that pays it. A list costs more for its targets after the first, and a few forms of a
// command cost more than the others.
#ifndef IRCSERV_CORE_COMMANDS_LINE_COST_H_
#define IRCSERV_CORE_COMMANDS_LINE_COST_H_

#include <cstdint>

#include "core/commands/command_facts.h"
#include "core/protocol/parse.h"

namespace irc {

// The kinds of lines for which a client has budgets of their own (core/conn/flood_budget.h).
enum class LineKind : uint8_t {
  kOrdinary,
  kJoin,   // JOIN, with which a client enters its channels again after it has connected
  kQuery,  // a question about one channel or conversation, as clients ask for each that they enter
};

struct LinePrice {
  uint8_t tokens = 1;  // between the cost of the row and 255
  LineKind kind = LineKind::kOrdinary;
};

LinePrice PriceOf(const CommandFacts& row, const Params& params);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_LINE_COST_H_
