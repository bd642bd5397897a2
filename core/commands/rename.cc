// RENAME <channel> <new name> [:<reason>]
// https://ircv3.net/specs/extensions/channel-rename
#include "core/commands/commands.h"
#include "core/kept/channels/channel_changing.h"
#include "core/kept/channels/channel_rename.h"
#include "core/kept/commit.h"
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

}  // namespace

void Rename(UserCtx& ctx, const Params& p) {
  Channel* channel = ctx.RequireChannel(p[0]);
  if (channel == nullptr || ctx.Refuse(CannotRename(ctx, *channel, p[1]))) return;
  const absl::string_view reason =
      HeardText(ctx.state, ctx.user, *channel,
                TruncateUtf8(p[2], static_cast<size_t>(ctx.state.config.limits.quit_bytes)));
  AskToRename(ctx, *channel, p[1], reason);
}

}  // namespace irc
