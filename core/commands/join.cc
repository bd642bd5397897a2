// JOIN <channel>{,<channel>} [<key>{,<key>}] | JOIN 0
// PART <channel>{,<channel>} [:<reason>]
// CYCLE <channel>{,<channel>} [:<reason>]
// https://modern.ircdocs.horse/#join-message
#include "core/actions/join.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/commands/commands.h"
#include "core/policy/heard.h"
#include "core/policy/policy.h"
#include "core/policy/server_bans.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/standard_replies.h"
#include "core/protocol/utf8.h"
#include "core/state/ban_list.h"

namespace irc {
namespace {

std::string Reason(UserCtx& ctx, absl::string_view reason) {
  return std::string(TruncateUtf8(reason, static_cast<size_t>(ctx.state.config.limits.quit_bytes)));
}

// The refusal for an invalid channel name.
Refusal CannotUseName(UserCtx& ctx, absl::string_view name) {
  if (!LooksLikeChannel(name)) return kErrNoSuchChannel(SafeParam(name));
  if (!IsValidChannelName(ctx.state.casemapping, name, ctx.state.config.limits.channel_bytes)) {
    return kErrBadChanMask(SafeParam(name));
  }
  return std::nullopt;
}

Refusal CannotEnter(UserCtx& ctx, absl::string_view name, absl::string_view key) {
  const Channel* channel = FindChannel(ctx.state, name);
  if (const ForbidRow* forbid = FindForbid(ctx.state, kForbidChannel, name, &ctx.user)) {
    return kErrBadChanName(SafeParam(name),
                           absl::StrCat("This channel is forbidden: ", forbid->reason));
  }
  if (channel == nullptr && IsReservedChannel(ctx.state, name, ctx.user)) {
    if (const ServerBan* ban = FindBan(ctx.state, BanKind::kResv, name)) {
      CountBanHit(ctx.state, ban->id);
    }
    return kErrBadChanName(SafeParam(name), "Channel name is reserved");
  }
  if (static_cast<int64_t>(ctx.user.channels.size()) >= ctx.state.config.limits.channels_per_user) {
    return kErrTooManyChannels(SafeParam(name));
  }
  return channel == nullptr ? std::nullopt : CannotJoin(ctx.state, ctx.user, *channel, key);
}

// The channel to which +f of a refusing channel forwards the user; null when there is none or the
// user may not join it. The +f of that channel is not followed.
Channel* ForwardOf(UserCtx& ctx, const Channel* channel) {
  if (channel == nullptr || channel->extras->forward.empty()) return nullptr;
  if (ctx.user.Has(UserMode::kNoForward)) return nullptr;
  Channel* target = FindChannel(ctx.state, channel->extras->forward);
  if (target == nullptr || CannotEnter(ctx, target->name, "").has_value()) return nullptr;
  return target;
}

// The channel that had this name until a recent RENAME and still reserves it; null when there is
// none.
Channel* FormerOf(UserCtx& ctx, absl::string_view name) {
  return ctx.state.channels.Find(
      ctx.state.former_names.Find(Fold(ctx.state.casemapping, name), ctx.state.now));
}

void JoinOne(UserCtx& ctx, absl::string_view name, absl::string_view key);

// JOIN of a channel's former name. Clients with the capability get the new name; others are joined
// to the channel. https://ircv3.net/specs/extensions/channel-rename
// Who may neither see nor join a secret channel does not get its new name.
void JoinRenamed(UserCtx& ctx, const Channel& channel, absl::string_view name,
                 absl::string_view key) {
  if (!CanSeeChannel(ctx.state, ctx.user, channel) &&
      CannotEnter(ctx, channel.name, key).has_value()) {
    return ctx.Reply(kErrBadChanName(SafeParam(name), "Channel name is reserved"));
  }
  if (ctx.session.caps.Has(Cap::kChannelRename)) {
    return ctx.Reply(kFailChannelRenamed(SafeParam(name), channel.name));
  }
  ctx.Reply(kErrLinkChannel(name, channel.name));
  JoinOne(ctx, channel.name, key);
}

void JoinOne(UserCtx& ctx, absl::string_view name, absl::string_view key) {
  if (ctx.Refuse(CannotUseName(ctx, name))) return;
  const Channel* channel = FindChannel(ctx.state, name);
  const Channel* renamed = channel == nullptr ? FormerOf(ctx, name) : nullptr;
  if (renamed != nullptr) return JoinRenamed(ctx, *renamed, name, key);
  if (channel != nullptr && FindMember(ctx.state, ctx.user, *channel) != nullptr) return;
  if (const Refusal refusal = CannotEnter(ctx, name, key)) {
    const Channel* target = ForwardOf(ctx, channel);
    if (target == nullptr) return ctx.Reply(*refusal);
    ctx.Reply(kErrLinkChannel(channel->name, target->name));
    if (FindMember(ctx.state, ctx.user, *target) != nullptr) return;
    return EnterChannel(ctx.state, ctx.out, ctx.user, target->name);
  }
  EnterChannel(ctx.state, ctx.out, ctx.user, name);
}

}  // namespace

void Join(UserCtx& ctx, const Params& p) {
  if (p.size() == 1 && p[0] == "0") {
    while (!ctx.user.channels.empty()) {
      LeaveChannel(ctx.state, ctx.out, ctx.user,
                   ChannelOf(ctx.state, ctx.user.channels.front().channel), "");
    }
    return;
  }
  // Keys belong to channels by position; an empty one is no key.
  const std::vector<absl::string_view> keys = absl::StrSplit(p[1], ',');
  size_t next_key = 0;
  for (absl::string_view name : ctx.RequireTargets(p[0])) {
    JoinOne(ctx, name, next_key < keys.size() ? keys[next_key] : absl::string_view());
    ++next_key;
  }
}

void Part(UserCtx& ctx, const Params& p) {
  const std::string reason = Reason(ctx, p[1]);
  for (absl::string_view name : ctx.RequireTargets(p[0])) {
    Channel* channel = ctx.RequireChannel(name);
    if (channel == nullptr || ctx.RequireMember(*channel) == nullptr) continue;
    LeaveChannel(ctx.state, ctx.out, ctx.user, *channel,
                 HeardText(ctx.state, ctx.user, *channel, reason));
  }
}

void Cycle(UserCtx& ctx, const Params& p) {
  const std::string reason = p.size() > 1 ? Reason(ctx, p[1]) : "Cycling";
  for (absl::string_view name : ctx.RequireTargets(p[0])) {
    Channel* channel = ctx.RequireChannel(name);
    if (channel == nullptr || ctx.RequireMember(*channel) == nullptr) continue;
    const std::string spelled = channel->name;
    const std::string key = channel->key;  // a member need not give it again
    LeaveChannel(ctx.state, ctx.out, ctx.user, *channel,
                 HeardText(ctx.state, ctx.user, *channel, reason));
    JoinOne(ctx, spelled, key);
  }
}

}  // namespace irc
