// Registration: a session becomes a user, with 001, when everything that is required has been sent.
// https://modern.ircdocs.horse/#connection-registration
#ifndef IRCSERV_CORE_ACTIONS_REGISTER_H_
#define IRCSERV_CORE_ACTIONS_REGISTER_H_

#include "core/replies/context.h"

namespace irc {

// Registers the session if it has sent everything that is needed: NICK, USER, the right PASS if a
// password is required, and CAP END if it has begun to negotiate. Otherwise nothing happens yet.
// The session may be gone afterwards.
void TryRegister(SessionCtx& ctx);

// Resumes the registration after the shell has checked the password of PASS.
void OnServerPassword(SessionCtx& ctx, bool ok);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_REGISTER_H_
