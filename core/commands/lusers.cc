// LUSERS
// https://modern.ircdocs.horse/#lusers-message
#include "core/commands/commands.h"
#include "core/replies/server_info.h"

namespace irc {

void Lusers(UserCtx& ctx, const Params&) { ReplyLusers(ctx); }

}  // namespace irc
