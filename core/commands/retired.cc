// USERS and SUMMON reach into the operating system's logins. RFC 2812 section 4 lets a server
// refuse them, and no server of today does anything else.
#include "core/commands/commands.h"
#include "core/protocol/numerics.h"

namespace irc {

void Users(UserCtx& ctx, const Params&) { ctx.Reply(kErrUsersDisabled()); }

void Summon(UserCtx& ctx, const Params&) { ctx.Reply(kErrSummonDisabled()); }

}  // namespace irc
