// SANICK, SAJOIN, SAPART, SAMODE, SATOPIC: operators act in the place of users. Channels see an
// ordinary change, and a server notice tells the other operators of the command.
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/actions/channel_modes.h"
#include "core/actions/join.h"
#include "core/actions/nick.h"
#include "core/actions/topic.h"
#include "core/actions/user_modes.h"
#include "core/commands/commands.h"
#include "core/protocol/modes.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

template <typename... Parts>
void NotifyForced(UserCtx& ctx, const Parts&... parts) {
  ctx.out.NotifyOperators(Snomask::kForced,
                          absl::StrCat(ctx.user.nick, " used ", ctx.command, " ", parts...));
}

// The mode changes of the line as text: "+ov nick nick".
std::string Changes(const Params& p) { return absl::StrJoin(p.begin() + 1, p.end(), " "); }

// The same for a channel, whose key is for its members. Parameters that no mode takes, such as the
// rest of a key with spaces, are left out.
std::string ChannelChanges(const Params& p) {
  std::string text(p[1]);
  for (const ModeChange& change : ParseChannelModes(p[1], p.data() + 2, p.size() - 2)) {
    if (change.has_param) absl::StrAppend(&text, " ", change.letter == 'k' ? "*" : change.param);
  }
  return text;
}

}  // namespace

// SANICK <nick> <new nick>
void Sanick(UserCtx& ctx, const Params& p) {
  User* target = ctx.RequireUser(p[0]);
  if (target == nullptr) return;
  if (!IsValidNick(p[1], ctx.state.config.limits.nick_bytes)) {
    return ctx.Reply(kErrErroneusNickname(SafeParam(p[1])));
  }
  if (target->nick == p[1]) return;
  if (!NickIsFree(ctx.state, p[1], SessionOf(ctx.state, target->sessions.front()))) {
    return ctx.Reply(kErrNicknameInUse(p[1]));
  }
  NotifyForced(ctx, target->nick, " ", p[1]);
  ChangeNick(ctx.state, ctx.out, *target, p[1]);
}

// SAJOIN <nick> <channel>{,<channel>}
void Sajoin(UserCtx& ctx, const Params& p) {
  User* target = ctx.RequireUser(p[0]);
  if (target == nullptr) return;
  for (absl::string_view name : ctx.RequireTargets(p[1])) {
    if (!IsValidChannelName(name, ctx.state.config.limits.channel_bytes)) {
      ctx.Reply(LooksLikeChannel(name) ? kErrBadChanMask(SafeParam(name))
                                       : kErrNoSuchChannel(SafeParam(name)));
      continue;
    }
    const Channel* channel = FindChannel(ctx.state, name);
    if (channel != nullptr && FindMember(ctx.state, *target, *channel) != nullptr) {
      ctx.Reply(kErrUserOnChannel(target->nick, channel->name));
      continue;
    }
    NotifyForced(ctx, target->nick, " ", name);
    EnterChannel(ctx.state, ctx.out, *target, name);
  }
}

// SAPART <nick> <channel>{,<channel>} [:<reason>]
void Sapart(UserCtx& ctx, const Params& p) {
  User* target = ctx.RequireUser(p[0]);
  if (target == nullptr) return;
  const auto bytes_max = static_cast<size_t>(ctx.state.config.limits.quit_bytes);
  for (absl::string_view name : ctx.RequireTargets(p[1])) {
    Channel* channel = ctx.RequireChannel(name);
    if (channel == nullptr) continue;
    if (FindMember(ctx.state, *target, *channel) == nullptr) {
      ctx.Reply(kErrUserNotInChannel(target->nick, channel->name));
      continue;
    }
    NotifyForced(ctx, target->nick, " ", channel->name);
    LeaveChannel(ctx.state, ctx.out, *target, *channel, TruncateUtf8(p[2], bytes_max));
  }
}

// SAMODE <channel or nick> <modes> [<parameter>…]
void Samode(UserCtx& ctx, const Params& p) {
  if (LooksLikeChannel(p[0])) {
    Channel* channel = ctx.RequireChannel(p[0]);
    if (channel == nullptr) return;
    NotifyForced(ctx, channel->name, " ", ChannelChanges(p));
    return ChangeChannelModes(ctx, *channel, p, /*forced=*/true);
  }
  User* target = ctx.RequireUser(p[0]);
  if (target == nullptr) return;
  NotifyForced(ctx, target->nick, " ", Changes(p));
  ChangeUserModes(ctx, *target, p);
}

// SATOPIC <channel> :<topic>
void Satopic(UserCtx& ctx, const Params& p) {
  Channel* channel = ctx.RequireChannel(p[0]);
  if (channel == nullptr) return;
  NotifyForced(ctx, channel->name, " ", p[1]);
  SetTopic(ctx.state, ctx.out, *channel, ctx.user, p[1]);
}

}  // namespace irc
