// SETNAME :<realname>
// https://ircv3.net/specs/extensions/setname
#include "core/commands/commands.h"
#include "core/outbox/source.h"
#include "core/protocol/standard_replies.h"

namespace irc {

void Setname(UserCtx& ctx, const Params& p) {
  if (!ctx.state.config.change_realname && !ctx.user.is_oper()) {
    return ctx.Reply(kFailCannotChangeRealname());
  }
  const auto bytes_max = static_cast<size_t>(ctx.state.config.limits.realname_bytes);
  if (p[0].empty() || p[0].size() > bytes_max) return ctx.Reply(kFailInvalidRealname());
  SetRealname(ctx.user, p[0]);
  Message notify = From(ctx.user, "SETNAME").Trailing(ctx.user.realname);
  ctx.out.ReplyToObservers(ctx.user, {notify, ctx.user.realname}, Cap::kSetname, true);
}

}  // namespace irc
