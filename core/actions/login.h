// Logins to accounts, and logouts.
// https://ircv3.net/specs/extensions/account-notify
#ifndef IRCSERV_CORE_ACTIONS_LOGIN_H_
#define IRCSERV_CORE_ACTIONS_LOGIN_H_

#include <string>

#include "absl/strings/string_view.h"
#include "core/config.h"
#include "core/outbox/outbox.h"
#include "core/replies/context.h"
#include "core/state/state.h"

namespace irc {

// The account of the session; empty: not logged in.
absl::string_view AccountOf(const State& state, const Session& session);

// Logs in the user of the session, or a session before registration: 900 to the session, ACCOUNT to
// the observers of the user with account-notify.
void LogIn(State& state, Outbox& out, Session& session, const std::string& account);

// Logs out the user: 901, and ACCOUNT to the observers with account-notify.
void LogOut(State& state, Outbox& out, User& user);

// Notes that the owner of the account is here, or was until now.
void NoteSeen(State& state, Outbox& out, absl::string_view account);

// Counts a failed login of the session, to an account or as operator; beyond limits.login_tries the
// session ends. REQUIRES: the failure has been answered.
void CountFailedLogin(SessionCtx& ctx);

// Logs out the sessions whose account does not exist any more, or may not be used.
void LogOutTheRemoved(State& state, Outbox& out);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_LOGIN_H_
