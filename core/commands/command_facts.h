// The facts about each command that need no handler: the rows of table.inc. Code that wants a
// command's flood cost, its secret parameter or its name depends on this alone.
#ifndef IRCSERV_CORE_COMMANDS_COMMAND_FACTS_H_
#define IRCSERV_CORE_COMMANDS_COMMAND_FACTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/privileges.h"

namespace irc {

// The clients that may use a command.
enum class Access : uint8_t {
  kAnyone,    // also before registration
  kUser,      // 451 before registration
  kOperator,  // 451 before registration, 481 for other users
};

// What a row may have in its column `access`: a member of Access, or a Privilege for operators who
// have it (723 for others).
namespace access_column {
using enum Access;
using enum Privilege;
}  // namespace access_column
constexpr Access AccessOf(Access access) { return access; }
constexpr Access AccessOf(Privilege) { return Access::kOperator; }
constexpr std::optional<Privilege> PrivilegeOf(Access) { return std::nullopt; }

struct CommandFacts {
  static constexpr int8_t kNone = -1;

  absl::string_view name;
  Access access;
  std::optional<Privilege> privilege;  // that operators need; none: all may use it
  uint8_t params_min;                  // fewer: 461
  uint8_t flood_cost;                  // tokens of the flood bucket
  int8_t secret_param;       // index of the parameter that never enters the core as text, or kNone
  absl::string_view syntax;  // HELP
  absl::string_view help;    // HELP; lines separated by '\n'
};

// All commands, by name.
absl::Span<const CommandFacts> Commands();

// The row of a command in any case of letters, or null.
const CommandFacts* FindCommand(absl::string_view name);

// The index of a row in Commands().
size_t IndexOf(const CommandFacts& command);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_COMMAND_FACTS_H_
