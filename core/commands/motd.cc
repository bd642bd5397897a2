// MOTD [<server>]
// https://modern.ircdocs.horse/#motd-message
#include "core/commands/commands.h"

namespace irc {

void Motd(UserCtx& ctx, const Params& p) {
  if (!ctx.RequireServer(p[0])) return;
  ReplyMotd(ctx);
}

void ReplyMotd(SessionCtx& ctx) {
  for (const Message& line : ctx.welcome.motd) ctx.Reply(line);
}

}  // namespace irc
