// TOPIC <channel> [:<topic>]
// https://modern.ircdocs.horse/#topic-message
#include "core/actions/history_writer.h"
#include "core/actions/join.h"
#include "core/commands/commands.h"
#include "core/policy/policy.h"
#include "core/protocol/numerics.h"
#include "core/protocol/utf8.h"

namespace irc {

void TopicCommand(UserCtx& ctx, const Params& p) {
  Channel* channel = ctx.RequireChannel(p[0]);
  if (channel == nullptr) return;
  if (p.size() == 1) {
    if (!CanSee(ctx.state, ctx.user, *channel)) return ctx.Reply(kErrNotOnChannel(channel->name));
    if (channel->topic.text.empty()) return ctx.Reply(kRplNoTopic(channel->name));
    return SendTopic(ctx.out, *channel, ctx.user);
  }
  if (ctx.Refuse(CannotSetTopic(ctx.state, ctx.user, *channel))) return;
  Reveal(ctx.state, ctx.out, *channel, ctx.user);
  SetTopic(ctx.state, ctx.out, *channel, ctx.user, p[1]);
}

void SetTopic(State& state, Outbox& out, Channel& channel, const User& setter,
              absl::string_view text) {
  const auto bytes_max = static_cast<size_t>(state.config.limits.topic_bytes);
  channel.topic = {.text = std::string(TruncateUtf8(text, bytes_max)),
                   .setter = setter.mask(),
                   .set_at = state.now};
  Message message = From(setter, "TOPIC");
  message.Param(channel.name).Trailing(channel.topic.text);
  RecordEvent(state, out, setter, channel, message);
  out.ToChannel(channel, message);
}

}  // namespace irc
