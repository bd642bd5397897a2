// LUSERS
// https://modern.ircdocs.horse/#lusers-message
#include "core/actions/server_info.h"
#include "core/commands/commands.h"

namespace irc {

void Lusers(UserCtx& ctx, const Params&) { ReplyLusers(ctx); }

}  // namespace irc
