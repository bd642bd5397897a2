// INVITE <nick> <channel> | INVITE
// UNINVITE <nick> <channel>
// https://modern.ircdocs.horse/#invite-message
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/actions/history_writer.h"
#include "core/actions/join.h"
#include "core/commands/commands.h"
#include "core/outbox/source.h"
#include "core/policy/policy.h"
#include "core/policy/private_messages.h"
#include "core/policy/visibility.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

void ListInvitations(UserCtx& ctx) {
  ForgetDeadInvitations(ctx.state, ctx.user);
  for (SlotId<Channel> id : ctx.user.invitations) {
    ctx.Reply(kRplInviteList(ChannelOf(ctx.state, id).name));
  }
  ctx.Reply(kRplEndOfInviteList());
}

}  // namespace

void Invite(UserCtx& ctx, const Params& p) {
  if (p.empty()) return ListInvitations(ctx);
  if (p.size() < 2) return ctx.Reply(kErrNeedMoreParams("INVITE"));
  User* target = ctx.RequireUser(p[0]);
  if (target == nullptr) return;
  Channel* channel = ctx.RequireChannel(p[1]);
  if (channel == nullptr || ctx.RequireMember(*channel) == nullptr) return;
  const Member* there = FindMember(ctx.state, *target, *channel);
  if (there != nullptr && Sees(*channel, FindMember(ctx.state, ctx.user, *channel), *there)) {
    return ctx.Reply(kErrUserOnChannel(target->nick, channel->name));
  }
  if (ctx.Refuse(CannotInvite(ctx.state, ctx.user, *channel))) return;
  // The inviter may not learn of a hidden member, so the replies are those for a user outside of
  // the channel.
  if (there == nullptr && OpensDoors(ctx.state, ctx.user, *channel)) {
    RememberInvitation(ctx.state, *target, *channel);
  }
  ctx.Reply(kRplInviting(target->nick, channel->name));
  Message invite = From(ctx.user, "INVITE").Param(target->nick).Param(channel->name);
  if (!Silences(ctx.state, *target, ctx.user)) ctx.out.NotifyUser(*target, invite);
  AppendEventToHistory(ctx.state, ctx.out, ctx.user, *channel, invite);
  // https://ircv3.net/specs/extensions/invite-notify
  ctx.out.ReplyToChannel(
      *channel, invite,
      {.has_all = Cap::kInviteNotify, .prefixes = AtLeast(kHalfop), .except = &ctx.user});
  if (target->is_away()) ctx.Reply(kRplAway(target->nick, *target->away));
}

void Uninvite(UserCtx& ctx, const Params& p) {
  User* target = ctx.RequireUser(p[0]);
  if (target == nullptr) return;
  Channel* channel = ctx.RequireChannel(p[1]);
  if (channel == nullptr) return;
  if (ctx.Refuse(CannotActAs(ctx.state, ctx.user, *channel, kHalfop))) return;
  if (!IsInvited(*target, *channel)) {
    return ctx.Reply(kErrUserNotInChannel(target->nick, channel->name));
  }
  auto& list = target->invitations;
  list.erase(std::find(list.begin(), list.end(), channel->id));
  ctx.out.NotifyUser(*target, kRplUninvited(absl::StrCat("You were uninvited from ", channel->name,
                                                         " by ", ctx.user.nick)));
  ctx.out.ReplyToChannel(
      *channel,
      Message("NOTICE")
          .Param(channel->name)
          .Trailing(absl::StrCat("*** ", ctx.user.nick, " uninvited ", target->nick)),
      {.prefixes = AtLeast(kHalfop)});
}

}  // namespace irc
