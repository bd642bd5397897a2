// MODE <nick>: the modes of a user.
#ifndef IRCSERV_CORE_COMMANDS_MODE_USER_H_
#define IRCSERV_CORE_COMMANDS_MODE_USER_H_

#include <string>

#include "core/actions/context.h"

namespace irc {

// Replies with 221, and with 008 if the user receives server notices.
void ShowUserModes(UserCtx& ctx);

// Applies a MODE line to `target` (the user itself, or any user with SAMODE). `p[1]` has the
// letters. Unknown letters are answered with one 501 at the end; modes that a user may not set are
// ignored.
void ChangeUserModes(UserCtx& ctx, User& target, const Params& p);

// A set of server notices as text: "+bko".
std::string SnomaskString(uint32_t snomask);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_MODE_USER_H_
