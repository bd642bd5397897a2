// USERS and SUMMON concern users of the operating system. RFC 2812 section 4 allows a server to
// refuse them, as today's servers do.
#include "core/commands/commands.h"
#include "core/protocol/numerics.h"

namespace irc {

void Users(UserCtx& ctx, const Params&) { ctx.Reply(kErrUsersDisabled()); }

void Summon(UserCtx& ctx, const Params&) { ctx.Reply(kErrSummonDisabled()); }

}  // namespace irc
