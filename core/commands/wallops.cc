// WALLOPS :<text>, to all users with user mode +w
// GLOBOPS :<text>, to all operators
// https://modern.ircdocs.horse/#wallops-message
#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/outbox/source.h"
#include "core/protocol/numerics.h"

namespace irc {

void Wallops(UserCtx& ctx, const Params& p) {
  if (p[0].empty()) return ctx.Reply(kErrNeedMoreParams("WALLOPS"));
  ctx.out.ReplyToUsers(From(ctx.user, "WALLOPS").Trailing(p[0]),
                       [](const User& user) { return user.Has(UserMode::kWallops); });
}

void Globops(UserCtx& ctx, const Params& p) {
  if (p[0].empty()) return ctx.Reply(kErrNeedMoreParams("GLOBOPS"));
  const std::string text = absl::StrCat("*** Global -- from ", ctx.user.nick, ": ", p[0]);
  ctx.state.users.ForEach([&](const User& user) {
    if (user.is_oper()) {
      ctx.out.ReplyToUser(user, Message("NOTICE").Param(user.nick).Trailing(text));
    }
  });
}

}  // namespace irc
