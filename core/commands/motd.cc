// MOTD [<server>]
// https://modern.ircdocs.horse/#motd-message
#include "core/actions/server_info.h"
#include "core/commands/commands.h"

namespace irc {

void Motd(UserCtx& ctx, const Params& p) {
  if (!ctx.RequireServer(p[0])) return;
  ReplyMotd(ctx);
}

}  // namespace irc
