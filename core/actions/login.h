// Logging in to accounts and out of them, whatever proved it.
// https://ircv3.net/specs/extensions/account-notify
#ifndef IRCSERV_CORE_ACTIONS_LOGIN_H_
#define IRCSERV_CORE_ACTIONS_LOGIN_H_

#include <string>

#include "absl/strings/string_view.h"
#include "core/config.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// The account of that name as the configuration spells it; null when there is none.
const std::string* FindAccount(const State& state, absl::string_view name);

// What `session` is logged in as; empty: nothing.
absl::string_view AccountOf(const State& state, const Session& session);

// Logs the session's user in, or a session that has not registered yet: 900 to the session, ACCOUNT
// to whom it concerns.
void LogIn(State& state, Outbox& out, Session& session, const std::string& account);

// Logs everybody out whose account is not configured any more.
void LogOutTheRemoved(State& state, Outbox& out);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_LOGIN_H_
