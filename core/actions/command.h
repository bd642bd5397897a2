// What a row of the command table says. The table itself is core/commands/table.cc.
#ifndef IRCSERV_CORE_ACTIONS_COMMAND_H_
#define IRCSERV_CORE_ACTIONS_COMMAND_H_

#include <cstdint>
#include <variant>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/actions/context.h"
#include "core/protocol/parse.h"

namespace irc {

// Who may use a command. The handler's type says whether it needs a user.
enum class Access : uint8_t {
  kAnyone,
  kOperator,  // 481 for others
};

using SessionHandler = void (*)(SessionCtx&, const Params&);  // also before registration
using UserHandler = void (*)(UserCtx&, const Params&);        // 451 before registration

struct CommandRow {
  absl::string_view name;
  std::variant<SessionHandler, UserHandler> handler;
  uint8_t params_min;  // fewer: 461
  Access access;
  uint8_t flood_cost;        // tokens of the flood bucket
  int8_t secret_param;       // which parameter never enters the core as text; -1: none
  absl::string_view syntax;  // HELP
  absl::string_view help;    // HELP; lines separated by '\n'
};

// All commands, by name.
absl::Span<const CommandRow> Commands();

// The row of a command in any case of letters, or null.
const CommandRow* FindCommand(absl::string_view name);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_COMMAND_H_
