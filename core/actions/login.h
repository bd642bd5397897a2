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

// How a client has proved to own an account.
struct LoginWay {
  std::string method;          // "SASL PLAIN", "NickServ": SESSIONS shows it to the owner
  CredentialId credential;     // 0: none of the account's
  bool second_factor = false;  // with a code besides
};

// Logs in the user of the session, or a session before registration: 900 to the session, ACCOUNT to
// the observers of the user with account-notify. A certificate that waits for its first use with
// the password counts from then on.
void LogIn(State& state, Outbox& out, Session& session, const std::string& account,
           const LoginWay& way = {});

// Logs out the user: 901, and ACCOUNT to the observers with account-notify.
void LogOut(State& state, Outbox& out, User& user);
// The same for a session, which may be unregistered.
void LogOut(State& state, Outbox& out, Session& session);
// Logs out the sessions of the account that have logged in with the credential.
void LogOutUsersOf(State& state, Outbox& out, CredentialId credential);
// Logs out the sessions of the account but `spared` (null: all of them). The number of them.
size_t LogOutOthers(State& state, Outbox& out, absl::string_view account, const Session* spared);

// Whether an exchange of AUTHENTICATE is under way.
inline bool IsInSasl(const Session& session) {
  return session.sasl != nullptr || (session.half_login != nullptr && session.half_login->by_sasl);
}

// Notes that the owner of the account is here, or was until now.
void NoteSeen(State& state, Outbox& out, absl::string_view account);

// Counts a failed login of the session, to an account or as operator; beyond limits.login_tries the
// session ends. REQUIRES: the failure has been answered.
void CountFailedLogin(SessionCtx& ctx);

// Logs out the sessions whose account does not exist any more, or may not be used.
void LogOutTheRemoved(State& state, Outbox& out);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_LOGIN_H_
