// The handler of each command, for dispatch.
#ifndef IRCSERV_CORE_COMMANDS_HANDLER_TABLE_H_
#define IRCSERV_CORE_COMMANDS_HANDLER_TABLE_H_

#include <variant>

#include "core/commands/command_facts.h"
#include "core/protocol/parse.h"
#include "core/replies/context.h"

namespace irc {

using SessionHandler = void (*)(SessionCtx&, const Params&);
using UserHandler = void (*)(UserCtx&, const Params&);
using Handler = std::variant<SessionHandler, UserHandler>;

// A SessionHandler when the command's access is kAnyone, otherwise a UserHandler.
// REQUIRES: `command` is a row of Commands().
const Handler& HandlerOf(const CommandFacts& command);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_HANDLER_TABLE_H_
