#include "core/commands/handler_table.h"

#include <array>

#include "core/commands/commands.h"

namespace irc {
namespace {

constexpr std::array kHandlers = {
#define COMMAND(name, access, handler, ...) Handler(&handler),
#include "core/commands/table.inc"
};

}  // namespace

const Handler& HandlerOf(const CommandFacts& command) { return kHandlers[IndexOf(command)]; }

}  // namespace irc
