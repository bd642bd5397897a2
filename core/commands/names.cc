// NAMES <channel>{,<channel>}
// https://modern.ircdocs.horse/#names-message
#include "core/commands/commands.h"
#include "core/joining.h"
#include "core/numerics.h"
#include "core/policy.h"

namespace irc {

void Names(UserCtx& ctx, const Params& p) {
  // Without a channel everybody on the server would be the answer; nobody wants that today.
  if (p.empty()) return ctx.Reply(kRplEndOfNames(Echo("*")));
  for (absl::string_view name : SplitTargets(p[0])) {
    const Channel* channel = FindChannel(ctx.state, name);
    if (channel == nullptr || !CanSee(ctx.state, ctx.user, *channel)) {
      ctx.Reply(kRplEndOfNames(Echo(name)));
      continue;
    }
    SendNames(ctx.state, ctx.out, ctx.session, ctx.user, *channel);
  }
}

}  // namespace irc
