// MOTD [<server>]
// https://modern.ircdocs.horse/#motd-message
#include "core/commands/commands.h"
#include "core/replies/server_info.h"

namespace irc {

void Motd(UserCtx& ctx, const Params& p) {
  if (!ctx.RequireServer(p[0])) return;
  ReplyMotd(ctx);
}

}  // namespace irc
