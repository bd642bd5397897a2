// TOPIC <channel> [:<topic>]
// https://modern.ircdocs.horse/#topic-message
#include "core/actions/topic.h"

#include "core/actions/join.h"
#include "core/commands/commands.h"
#include "core/policy/policy.h"
#include "core/protocol/numerics.h"

namespace irc {

void TopicCommand(UserCtx& ctx, const Params& p) {
  Channel* channel = ctx.RequireChannel(p[0]);
  if (channel == nullptr) return;
  if (p.size() == 1) {
    if (channel->topic.text.empty()) return ctx.Reply(kRplNoTopic(channel->name));
    return ReplyTopic(ctx.out, *channel, ctx.user);
  }
  if (ctx.Refuse(CannotSetTopic(ctx.state, ctx.user, *channel, p[1]))) return;
  Reveal(ctx.state, ctx.out, *channel, ctx.user);
  SetTopic(ctx.state, ctx.out, *channel, ctx.user, p[1]);
}

}  // namespace irc
