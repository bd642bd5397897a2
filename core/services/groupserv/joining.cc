// GroupServ JOIN, LEAVE and INVITE: how accounts become members, and stop, by themselves.
#include <string>

#include "core/outbox/outbox.h"
#include "core/policy/account_access.h"
#include "core/services/account_changes.h"
#include "core/services/groupserv/group_requests.h"
#include "core/services/groupserv/group_settings.h"
#include "core/services/handlers.h"
#include "core/texts/groupserv.h"

namespace irc {
namespace {

// Tells the users of an account that it is invited.
void TellInvited(ServiceCtx& ctx, const Group& group, const Account& account) {
  const std::string text = ctx.Text(texts::kGroupInvitation, ctx.user.account, group.name());
  ctx.state.users.ForEach([&](const User& user) {
    if (!IsNameOf(ctx.state, user.account, account)) return;
    ctx.out.NotifyUser(
        user, FromService(ctx.state, ctx.service.nick, "NOTICE").Param(user.nick).Trailing(text));
  });
}

}  // namespace

// JOIN <!group>
void GroupJoin(ServiceCtx& ctx) {
  const Group* group = RequireGroup(ctx, ctx.word(0));
  const Account* own = group == nullptr ? nullptr : ctx.RequireAccount(ctx.user.account);
  if (own == nullptr) return;
  if (Has(group->RightsOf(own->id()), GroupRight::kBanned)) {
    return ctx.Say(texts::kGroupKeepsOut, group->name());
  }
  if (group->members.contains(own->id())) {
    return ctx.Say(texts::kGroupMemberAlready, group->name());
  }
  if (group->Setting(kGroupOpen) != "on" && !ctx.state.groups.IsInvited(group->id(), own->id())) {
    return ctx.Say(texts::kGroupNotOpen, group->name());
  }
  if (!HasRoom(ctx, *group)) return;
  SaveOfName(ctx, group->name(), {MemberRecord(ctx, *group, *own, JoinRightsOf(*group))},
             ctx.Text(texts::kGroupIsJoined, group->name()));
}

// LEAVE <!group>
void GroupLeave(ServiceCtx& ctx) {
  const Group* group = RequireGroup(ctx, ctx.word(0));
  const Account* own = group == nullptr ? nullptr : ctx.RequireAccount(ctx.user.account);
  if (own == nullptr) return;
  const auto member = group->members.find(own->id());
  // To leave would lift the ban.
  if (member == group->members.end() || Has(group->RightsOf(own->id()), GroupRight::kBanned)) {
    return ctx.Say(texts::kGroupNotOwn, group->name());
  }
  if (IsTheLastFounder(ctx, *group, *own)) return;
  SaveOfName(ctx, group->name(), {Drop(member->second)},
             ctx.Text(texts::kGroupIsLeft, group->name()));
}

// INVITE <!group> <account>
void GroupInvite(ServiceCtx& ctx) {
  const Group* group = RequireGroup(ctx, ctx.word(0));
  if (group == nullptr || ctx.RequireAccount(ctx.user.account) == nullptr) return;
  if (!MayAs(OwnRights(ctx, *group), GroupRight::kMembers) &&
      !RequireRight(ctx, *group, GroupRight::kInvite)) {
    return;
  }
  const Account* account = RequireTarget(ctx, ctx.word(1));
  if (account == nullptr) return;
  const auto member = group->members.find(account->id());
  if (member != group->members.end()) {
    return ctx.Say(texts::kGroupFlagsAlready, account->name(), member->second.flags, group->name());
  }
  if (!TakesGroups(ctx, *account)) return;
  if (!ctx.state.groups.Invite(group->id(), account->id())) {
    return ctx.Say(texts::kGroupInvitedAlready, account->name());
  }
  TellInvited(ctx, *group, *account);
  ctx.Say(texts::kGroupInvited, account->name(), group->name());
}

}  // namespace irc
