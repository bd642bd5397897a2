// From connection to user: what must be there before 001, and what 001 begins.
#ifndef IRCSERV_CORE_COMMANDS_REGISTRATION_H_
#define IRCSERV_CORE_COMMANDS_REGISTRATION_H_

#include "core/actions/context.h"

namespace irc {

// Registers the session if it has said all that is needed: NICK, USER, a right PASS where one is
// required, and CAP END where it began to negotiate. Otherwise nothing happens yet. The session may
// be gone afterwards.
void TryRegister(SessionCtx& ctx);

// Goes on when the shell has checked the password.
void OnServerPassword(SessionCtx& ctx, bool ok);

// Sets the modes of `letters` on a user without telling anybody. Letters that are no user mode, or
// that a user may not set, are left out.
void SetUserModes(State& state, User& user, absl::string_view letters);

// "+iw"
std::string UserModeString(const User& user);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_REGISTRATION_H_
