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
#include "core/opers/audit_record.h"
#include "core/protocol/modes.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

// Tells the operators and the audit of what is done to the target.
void TellOfForced(UserCtx& ctx, absl::string_view target, absl::string_view what,
                  absl::string_view reason = "") {
  ctx.out.NotifyOperators(
      Snomask::kForced, absl::StrCat(ctx.user.nick, " used ", ctx.command, " ", target, " ", what));
  const User* user = FindUser(ctx.state, target);
  WriteAudit(ctx.state, ctx.out, ctx.user, ctx.command,
             user == nullptr ? std::string(target) : user->mask(),
             reason.empty() ? std::string(what) : absl::StrCat(what, " :", reason));
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
  if (!IsValidNick(ctx.state.casemapping, p[1], ctx.state.config.limits.nick_bytes)) {
    return ctx.Reply(kErrErroneusNickname(SafeParam(p[1])));
  }
  if (target->nick == p[1]) return;
  if (!NickIsFree(ctx.state, p[1], SessionOf(ctx.state, target->sessions.front()))) {
    return ctx.Reply(kErrNicknameInUse(p[1]));
  }
  TellOfForced(ctx, target->nick, p[1]);
  ChangeNick(ctx.state, ctx.out, *target, p[1]);
}

// SAJOIN <nick> <channel>{,<channel>}
void Sajoin(UserCtx& ctx, const Params& p) {
  User* target = ctx.RequireUser(p[0]);
  if (target == nullptr) return;
  for (absl::string_view name : ctx.RequireTargets(p[1])) {
    if (!IsValidChannelName(ctx.state.casemapping, name, ctx.state.config.limits.channel_bytes)) {
      ctx.Reply(LooksLikeChannel(name) ? kErrBadChanMask(SafeParam(name))
                                       : kErrNoSuchChannel(SafeParam(name)));
      continue;
    }
    const Channel* channel = FindChannel(ctx.state, name);
    if (channel != nullptr && FindMember(ctx.state, *target, *channel) != nullptr) {
      ctx.Reply(kErrUserOnChannel(target->nick, channel->name));
      continue;
    }
    TellOfForced(ctx, target->nick, name);
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
    const absl::string_view reason = TruncateUtf8(p[2], bytes_max);
    TellOfForced(ctx, target->nick, channel->name, reason);
    LeaveChannel(ctx.state, ctx.out, *target, *channel, reason);
  }
}

// SAMODE <channel or nick> <modes> [<parameter>…]
void Samode(UserCtx& ctx, const Params& p) {
  if (LooksLikeChannel(p[0])) {
    Channel* channel = ctx.RequireChannel(p[0]);
    if (channel == nullptr) return;
    TellOfForced(ctx, channel->name, ChannelChanges(p));
    return ChangeChannelModes(ctx, *channel, p, /*forced=*/true);
  }
  User* target = ctx.RequireUser(p[0]);
  if (target == nullptr) return;
  TellOfForced(ctx, target->nick, Changes(p));
  ChangeUserModes(ctx, *target, p);
}

// SATOPIC <channel> :<topic>
void Satopic(UserCtx& ctx, const Params& p) {
  Channel* channel = ctx.RequireChannel(p[0]);
  if (channel == nullptr) return;
  TellOfForced(ctx, channel->name, p[1]);
  SetTopic(ctx.state, ctx.out, *channel, ctx.user, p[1]);
}

}  // namespace irc
