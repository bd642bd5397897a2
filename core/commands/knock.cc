// KNOCK <channel>: asks the operators of a channel that the user may not join for an invitation.
#include <algorithm>

#include "core/commands/commands.h"
#include "core/outbox/source.h"
#include "core/policy/policy.h"
#include "core/protocol/numerics.h"

namespace irc {

void KnockCommand(UserCtx& ctx, const Params& p) {
  if (!ctx.state.config.knock) return ctx.Reply(kErrKnockDisabled());
  Channel* channel = ctx.RequireChannel(p[0]);
  if (channel == nullptr) return;
  if (FindMember(ctx.state, ctx.user, *channel) != nullptr) {
    return ctx.Reply(kErrKnockOnChan(channel->name));
  }
  if (!channel->Has(ChannelMode::kInviteOnly) && channel->key.empty()) {
    return ctx.Reply(kErrChanOpen(channel->name));
  }
  if (IsBanned(ctx.state, ctx.user, *channel, BanAction::kJoin)) {
    return ctx.Reply(kErrCannotSendToChan(channel->name, "Cannot send to channel (+b)"));
  }
  const absl::Duration interval = absl::Seconds(ctx.state.config.limits.knock_seconds);
  auto& knocks = channel->extras.Edit().knocks;
  knocks.erase(std::remove_if(knocks.begin(), knocks.end(),
                              [&](const Knock& k) { return k.at + interval <= ctx.state.now; }),
               knocks.end());
  const auto mine = [&](const Knock& knock) { return knock.user == ctx.user.id; };
  if (std::any_of(knocks.begin(), knocks.end(), mine)) {
    return ctx.Reply(kErrTooManyKnock(channel->name));
  }
  knocks.push_back({.user = ctx.user.id, .at = ctx.state.now});
  const Message knock = CausedBy(ctx.user, kRplKnock(channel->name, ctx.user.mask()));
  for (const Member& member : channel->members) {
    if ((member.prefixes & AtLeast(kHalfop)) == 0) continue;
    ctx.out.NotifyUser(UserOf(ctx.state, member.user), knock);
  }
  ctx.Reply(kRplKnockDelivered(channel->name));
}

}  // namespace irc
