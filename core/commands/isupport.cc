// ISUPPORT
// https://ircv3.net/specs/extensions/extended-isupport
#include "core/replies/isupport.h"

#include "core/commands/commands.h"
#include "core/protocol/numerics.h"

namespace irc {

void Isupport(SessionCtx& ctx, const Params&) {
  const bool early = !ctx.session.registered();
  if (early && !ctx.session.caps.Has(Cap::kExtendedIsupport)) return ctx.Reply(kErrNotRegistered());
  ReplyIsupport(ctx.out, ctx.session, ctx.welcome.isupport);
}

}  // namespace irc
