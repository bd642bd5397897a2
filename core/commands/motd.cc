// MOTD [<server>]
// https://modern.ircdocs.horse/#motd-message
#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/numerics.h"

namespace irc {

void Motd(UserCtx& ctx, const Params& p) {
  if (!ctx.RequireServer(p[0])) return;
  ReplyMotd(ctx);
}

void ReplyMotd(SessionCtx& ctx) {
  const Config& config = ctx.state.config;
  if (config.motd.empty()) return ctx.Reply(kErrNoMotd());
  ctx.Reply(kRplMotdStart(absl::StrCat("- ", config.server_name, " Message of the day - ")));
  for (const std::string& line : config.motd) ctx.Reply(kRplMotd(absl::StrCat("- ", line)));
  ctx.Reply(kRplEndOfMotd());
}

}  // namespace irc
