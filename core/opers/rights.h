// What an operator may do: the privileges of the class of its block.
#ifndef IRCSERV_CORE_OPERS_RIGHTS_H_
#define IRCSERV_CORE_OPERS_RIGHTS_H_

#include "absl/strings/string_view.h"
#include "core/config.h"
#include "core/policy/policy.h"
#include "core/privileges.h"
#include "core/state/state.h"

namespace irc {

// The operator block of that name, or null.
const OperConfig* FindOperBlock(const Config& config, absl::string_view name);

// Whether the user is an operator with that privilege. A new configuration counts at once.
bool Can(const State& state, const User& user, Privilege privilege);

// Whether who gets into the account of that name would become an operator: a block asks for it.
bool IsOfOperator(const State& state, absl::string_view account);
// Whether that operator would have a privilege that the user does not have.
bool GivesMoreThanHas(const State& state, const User& user, absl::string_view account);

// 481 for users, 723 for operators without the privilege.
Refusal CannotUse(const State& state, const User& user, Privilege privilege);

}  // namespace irc

#endif  // IRCSERV_CORE_OPERS_RIGHTS_H_
