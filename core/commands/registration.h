// Registration: the conditions for 001, and the welcome burst that begins with it.
#ifndef IRCSERV_CORE_COMMANDS_REGISTRATION_H_
#define IRCSERV_CORE_COMMANDS_REGISTRATION_H_

#include "core/actions/context.h"

namespace irc {

// Registers the session if nothing is missing: NICK, USER, the right PASS if the server has a
// password, and CAP END if the client negotiates capabilities. Otherwise it only asks the shell to
// check the password, or does nothing. The session may be closed afterwards.
void TryRegister(SessionCtx& ctx);

// Resumes registration after the shell has checked the password.
void OnServerPassword(SessionCtx& ctx, bool ok);

// Sets the modes `letters` of a user without announcing them. Unknown letters, and modes that a
// user may not set, are ignored.
void SetUserModes(State& state, User& user, absl::string_view letters);

// The modes of a user as text: "+iw".
std::string UserModeString(const User& user);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_REGISTRATION_H_
