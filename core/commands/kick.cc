// KICK <channel>{,<channel>} <nick>{,<nick>} [:<comment>]
// https://modern.ircdocs.horse/#kick-message
#include "core/actions/history_writer.h"
#include "core/commands/commands.h"
#include "core/outbox/source.h"
#include "core/policy/heard.h"
#include "core/policy/policy.h"
#include "core/policy/visibility.h"
#include "core/protocol/numerics.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

void KickOne(UserCtx& ctx, absl::string_view channel_name, absl::string_view nick,
             absl::string_view comment) {
  Channel* channel = ctx.RequireChannel(channel_name);
  if (channel == nullptr) return;
  if (ctx.Refuse(CannotActAs(ctx.state, ctx.user, *channel, kHalfop))) return;
  User* target = ctx.RequireUser(nick);
  if (target == nullptr) return;
  if (ctx.Refuse(CannotKick(ctx.state, ctx.user, *channel, *target))) return;
  const absl::string_view heard = HeardText(ctx.state, ctx.user, *channel, comment);
  Message kick = From(ctx.user, "KICK").Param(channel->name).Param(target->nick);
  kick.Trailing(heard.empty() ? absl::string_view(ctx.user.nick) : heard);
  AppendEventToHistory(ctx.state, ctx.out, ctx.user, *channel, kick, target);
  ctx.out.ReplyToWitnesses(*channel, *target, kick);
  // A kicker who cannot see the victim is not among the witnesses, but gets the confirmation.
  const Member& victim = *FindMember(ctx.state, *target, *channel);
  if (!Sees(*channel, FindMember(ctx.state, ctx.user, *channel), victim)) {
    ctx.out.ReplyToUser(ctx.user, kick);
  }
  PartChannel(ctx.state, *channel, *target);
}

}  // namespace

void Kick(UserCtx& ctx, const Params& p) {
  const Targets channels = SplitTargets(p[0]);
  const Targets nicks = SplitTargets(p[1]);
  if (channels.empty() || nicks.empty() ||
      (channels.size() != 1 && channels.size() != nicks.size())) {
    return ctx.Reply(kErrNeedMoreParams("KICK"));
  }
  const auto bytes_max = static_cast<size_t>(ctx.state.config.limits.kick_bytes);
  const absl::string_view comment = TruncateUtf8(p[2], bytes_max);
  for (size_t i = 0; i < nicks.size(); ++i) {
    KickOne(ctx, channels.size() == 1 ? channels[0] : channels[i], nicks[i], comment);
  }
}

}  // namespace irc
