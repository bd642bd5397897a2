// MODE <nick>: the modes of a user.
#ifndef IRCSERV_CORE_COMMANDS_MODE_USER_H_
#define IRCSERV_CORE_COMMANDS_MODE_USER_H_

#include <string>

#include "core/actions/context.h"

namespace irc {

// 221, and 008 for operators who chose server notices.
void ShowUserModes(UserCtx& ctx);

// Applies a MODE line to `target` (the user himself, or anybody under SAMODE). `p[1]` has the
// letters. Unknown letters give one 501 in the end; what a user may not set is left alone.
void ChangeUserModes(UserCtx& ctx, User& target, const Params& p);

// "+bko" of the server notices that a user gets.
std::string SnomaskString(uint32_t snomask);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_MODE_USER_H_
