// RENAME <channel> <new name> [:<reason>]
// https://ircv3.net/specs/extensions/channel-rename
#include "core/actions/history_writer.h"
#include "core/actions/join.h"
#include "core/actions/keep_channel.h"
#include "core/actions/notify/channel_log.h"
#include "core/commands/commands.h"
#include "core/kept/channels/channel_changing.h"
#include "core/kept/commit.h"
#include "core/outbox/source.h"
#include "core/policy/channel_access.h"
#include "core/policy/heard.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/standard_replies.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

// The least time between two renames. Clients without the capability receive PART, JOIN and a list
// of names for each.
constexpr absl::Duration kRenameInterval = absl::Seconds(60);

Refusal CannotRename(UserCtx& ctx, const Channel& channel, absl::string_view name) {
  if (Refusal refusal = CannotActAs(ctx.state, ctx.user, channel, kOp)) return refusal;
  const auto refuse = [&](absl::string_view why) {
    return kFailCannotRename(channel.name, SafeParam(name), why);
  };
  const RegisteredChannel* registered = RegistrationOf(ctx.state, channel);
  if (registered != nullptr &&
      !Has(RightsOf(ctx.state, ctx.user, *registered), ChannelRight::kFounder)) {
    return kErrChanopPrivsNeeded(channel.name, "You're not the founder of the channel");
  }
  // A record that waits to be kept has the present name.
  if (IsChannelBeingTaken(ctx.state, channel.name) || IsChannelBeingTaken(ctx.state, name) ||
      (registered != nullptr && IsChanging(ctx.state, registered->id()))) {
    return refuse("A change of the channel is being saved; try again in a moment");
  }
  if (!LooksLikeChannel(name)) return refuse("You cannot change a channel prefix type");
  if (!IsValidChannelName(ctx.state.casemapping, name, ctx.state.config.limits.channel_bytes)) {
    return kErrBadChanMask(SafeParam(name));
  }
  if (channel.name == name) return refuse("The channel has this name already");
  const Channel* other = FindChannel(ctx.state, name);
  if (other == &channel) return std::nullopt;  // only the case changes
  const Channel* former = ctx.state.channels.Find(
      ctx.state.former_names.Find(Fold(ctx.state.casemapping, name), ctx.state.now));
  if (other != nullptr || (former != nullptr && former != &channel)) {
    return kFailChannelNameInUse(channel.name, SafeParam(name));
  }
  if (IsReservedChannel(ctx.state, name, ctx.user)) return refuse("The channel name is reserved");
  if (ctx.state.now < channel.extras->renamed_at + kRenameInterval) {
    return refuse("This channel has been renamed recently");
  }
  return std::nullopt;
}

// Sends PART and JOIN to members without the capability.
void ReplyMove(UserCtx& ctx, const Channel& channel, absl::string_view old_name,
               absl::string_view reason) {
  for (const Member& member : channel.members) {
    const User& user = UserOf(ctx.state, member.user);
    Message part = From(user, "PART");
    part.Param(old_name);
    if (!reason.empty()) part.Trailing(reason);
    for (SlotId<Session> id : user.sessions) {
      const Session& session = SessionOf(ctx.state, id);
      if (session.caps.Has(Cap::kChannelRename)) continue;
      ctx.out.ReplyTo(session, part);
      ReplyOwnJoin(ctx.state, ctx.out, session, user, channel);
    }
  }
}

}  // namespace

void Rename(UserCtx& ctx, const Params& p) {
  Channel* channel = ctx.RequireChannel(p[0]);
  if (channel == nullptr || ctx.Refuse(CannotRename(ctx, *channel, p[1]))) return;
  const absl::string_view reason =
      HeardText(ctx.state, ctx.user, *channel,
                TruncateUtf8(p[2], static_cast<size_t>(ctx.state.config.limits.quit_bytes)));
  const std::string old_name = channel->name;
  const bool same_letters =
      Fold(ctx.state.casemapping, old_name) == Fold(ctx.state.casemapping, p[1]);
  RenameChannel(ctx.state, *channel, p[1]);
  KeepName(ctx.state, ctx.out, *channel);
  Message rename = From(ctx.user, "RENAME");
  rename.Param(old_name).Param(channel->name).Trailing(reason);
  AppendEventToHistory(ctx.state, ctx.out, ctx.user, *channel, rename);
  if (!same_letters) LogLine(ctx.state, ctx.out, old_name, rename, ctx.user.account);
  ctx.out.ReplyToChannel(*channel, rename, {.has_all = Cap::kChannelRename});
  if (same_letters) return;
  channel->extras.Edit().renamed_at = ctx.state.now;
  ReplyMove(ctx, *channel, old_name, reason);
}

}  // namespace irc
