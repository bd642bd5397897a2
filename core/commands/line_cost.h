// The tokens of the flood bucket that a line takes: the cost of its command, and what it causes
// beyond that. A list costs more for its targets after the first, and a few
// forms of a command cost more than the others.
#ifndef IRCSERV_CORE_COMMANDS_LINE_COST_H_
#define IRCSERV_CORE_COMMANDS_LINE_COST_H_

#include <cstdint>

#include "core/commands/command_facts.h"
#include "core/protocol/parse.h"

namespace irc {

// Between the cost of the row and 255.
uint8_t LineCost(const CommandFacts& row, const Params& params);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_LINE_COST_H_
