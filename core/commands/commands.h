// The handlers, each defined in the file of its command and declared by its row of table.inc.
#ifndef IRCSERV_CORE_COMMANDS_COMMANDS_H_
#define IRCSERV_CORE_COMMANDS_COMMANDS_H_

#include <type_traits>

#include "core/commands/command_facts.h"
#include "core/protocol/parse.h"
#include "core/replies/context.h"

namespace irc {

// The context in which a command of this access runs.
template <Access access>
using CtxFor = std::conditional_t<access == Access::kAnyone, SessionCtx, UserCtx>;

#define COMMAND(name, access, handler, ...) \
  void handler(CtxFor<AccessOf(access_column::access)>& ctx, const Params& p);
#include "core/commands/table.inc"

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_COMMANDS_H_
