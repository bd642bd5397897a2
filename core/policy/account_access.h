// Who may use an account, and who may use a nick that belongs to one. Each way to log in asks here,
// so that none is forgotten.
#ifndef IRCSERV_CORE_POLICY_ACCOUNT_ACCESS_H_
#define IRCSERV_CORE_POLICY_ACCOUNT_ACCESS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "core/state/account.h"
#include "core/state/state.h"

namespace irc {

// The reason why nobody may log in to the account now; empty: the owner may.
std::string WhyNoLogin(const State& state, const Account& account);

// Whether `nick` belongs to an account other than `account` (the name of one; empty: none), and its
// owner or the server wants others kept off.
bool IsNickOfAnother(const State& state, absl::string_view nick, absl::string_view account);

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_ACCOUNT_ACCESS_H_
