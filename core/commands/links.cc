// LINKS [[<remote server>] <mask>], MAP: the network, which is this one server.
// https://modern.ircdocs.horse/#links-message
#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

namespace irc {

void Links(UserCtx& ctx, const Params& p) {
  if (p.size() > 1 && !ctx.RequireServer(p[0])) return;
  const absl::string_view given = p.size() > 1 ? p[1] : p[0];
  const absl::string_view mask = given.empty() ? "*" : given;
  const Config& config = ctx.state.config;
  if (MatchMask(Casemapping::kAscii, mask, config.server_name)) {
    ctx.Reply(
        kRplLinks(config.server_name, config.server_name, absl::StrCat("0 ", config.description)));
  }
  ctx.Reply(kRplEndOfLinks(SafeParam(mask)));
}

void Map(UserCtx& ctx, const Params&) {
  ctx.Reply(kRplMap(absl::StrCat(ctx.state.config.server_name, " (", ctx.state.users.size(),
                                 ctx.state.users.size() == 1 ? " user)" : " users)")));
  ctx.Reply(kRplMapEnd());
}

}  // namespace irc
