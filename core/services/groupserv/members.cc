// GroupServ FLAGS, FFLAGS, ADD and DEL: the members of a group, and what they may do.
#include <optional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/opers/rights.h"
#include "core/replies/date.h"
#include "core/services/account_changes.h"
#include "core/services/groupserv/group_requests.h"
#include "core/services/groupserv/group_settings.h"
#include "core/services/handlers.h"
#include "core/texts/groupserv.h"

namespace irc {
namespace {

// What `changes`, such as "+cm-s", make of the rights. Says so when that is none.
std::optional<GroupRights> Changed(ServiceCtx& ctx, GroupRights rights, absl::string_view changes) {
  bool adds = true;
  for (const char letter : changes) {
    if (letter == '+' || letter == '-') {
      adds = letter == '+';
      continue;
    }
    const GroupRights bits = letter != '*' ? GroupRightOfLetter(letter)
                             : adds        ? kGivenByStar
                                           : ~GroupRights{0};
    if (bits == 0) {
      ctx.Say(texts::kGroupNoFlag, SafeParam(absl::string_view(&letter, 1)).safe());
      for (const RightRow<GroupRight>& row : kGroupRights) {
        ctx.Say(texts::kGroupRightHelp, absl::string_view(&row.letter, 1),
                ctx.Text(HelpOf(row.right)));
      }
      return std::nullopt;
    }
    rights = adds ? rights | bits : rights & ~bits;
  }
  return rights;
}

bool IsOfStaff(const ServiceCtx& ctx) { return ctx.request->access == ServiceAccess::kOperator; }

// Says why when the user may not make that change.
bool MayChange(ServiceCtx& ctx, const Group& group, const Account& account, GroupRights before,
               GroupRights after) {
  const bool is_founders = Has(before | after, GroupRight::kFounder);
  const bool loses = Has(before, GroupRight::kFounder) && !Has(after, GroupRight::kFounder);
  const bool gains = !Has(before, GroupRight::kFounder) && Has(after, GroupRight::kFounder);
  if (!IsOfStaff(ctx)) {
    if (!RequireRight(ctx, group, GroupRight::kMembers)) return false;
    if (is_founders && !Has(OwnRights(ctx, group), GroupRight::kFounder)) {
      ctx.Say(texts::kGroupFoundersOnly);
      return false;
    }
    if (gains && !MayBecomeFounder(ctx, account)) return false;
  }
  if (Has(after, GroupRight::kFounder) && Has(after, GroupRight::kBanned)) {
    ctx.Say(texts::kGroupFounderIsBanned);
    return false;
  }
  if (loses && IsTheLastFounder(ctx, group, account)) return false;
  if (group.members.contains(account.id())) return true;
  const bool keeps_out = Has(after, GroupRight::kBanned);
  return (keeps_out || TakesGroups(ctx, account)) && HasRoom(ctx, group);
}

// Has the rights changed, if the user may.
void Change(ServiceCtx& ctx, const Group& group, const Account& account, GroupRights after) {
  const auto member = group.members.find(account.id());
  const GroupRights before = group.RightsOf(account.id());
  if (!MayChange(ctx, group, account, before, after)) return;
  const std::string &name = account.name(), letters = LettersOfGroup(after);
  if (after == 0 && member != group.members.end()) {
    return SaveOfName(ctx, group.name(), {Drop(member->second)},
                      ctx.Text(texts::kGroupMemberRemoved, name, group.name()),
                      absl::StrCat(name, " -*"));
  }
  if (after == before) {
    if (after == 0) return ctx.Say(texts::kGroupNotMember, name, group.name());
    return ctx.Say(texts::kGroupFlagsAlready, name, letters, group.name());
  }
  SaveOfName(ctx, group.name(), {MemberRecord(ctx, group, account, after)},
             ctx.Text(texts::kGroupFlagsChanged, name, letters, group.name()),
             absl::StrCat(name, " +", letters));
}

// FLAGS and FFLAGS with changes.
void ChangeFlags(ServiceCtx& ctx) {
  if (ctx.word(2)[0] != '+' && ctx.word(2)[0] != '-') {
    return ctx.SaySyntax();
  }
  const Group* group = RequireGroup(ctx, ctx.word(0));
  if (group == nullptr) return;
  if (!IsOfStaff(ctx) && ctx.RequireAccount(ctx.user.account) == nullptr) return;
  const Account* account = RequireTarget(ctx, ctx.word(1));
  if (account == nullptr) return;
  const std::optional<GroupRights> after =
      Changed(ctx, group->RightsOf(account->id()), ctx.word(2));
  if (after.has_value()) Change(ctx, *group, *account, *after);
}

bool SeesMembers(const ServiceCtx& ctx, const Group& group) {
  return IsOfStaff(ctx) || group.Setting(kGroupPublic) == "on" ||
         MayAs(OwnRights(ctx, group), GroupRight::kView) ||
         Can(ctx.state, ctx.user, Privilege::kAccountsView);
}

void SayMember(ServiceCtx& ctx, const GroupMemberRow& member) {
  const std::string& name = ctx.state.accounts.Find(member.account)->name();
  const std::string date = FormatDate(member.set_at);
  if (member.by.empty()) return ctx.Say(texts::kGroupMember, name, member.flags, date);
  ctx.Say(texts::kGroupMemberBy, name, member.flags, member.by, date);
}

}  // namespace

// FLAGS <!group> [<account> [<changes>]]
void GroupFlags(ServiceCtx& ctx) {
  if (ctx.words.size() > 2) return ChangeFlags(ctx);
  const Group* group = RequireAnyGroup(ctx, ctx.word(0));
  if (group == nullptr) return;
  if (ctx.words.size() == 2) {
    const Account* account = RequireTarget(ctx, ctx.word(1));
    if (account == nullptr) return;
    if (account != ctx.OwnAccount() && !SeesMembers(ctx, *group)) {
      RequireRight(ctx, *group, GroupRight::kView);
      return;
    }
    const auto member = group->members.find(account->id());
    if (member != group->members.end()) return SayMember(ctx, member->second);
    return ctx.Say(texts::kGroupNotMember, account->name(), group->name());
  }
  if (!SeesMembers(ctx, *group)) {
    RequireRight(ctx, *group, GroupRight::kView);
    return;
  }
  for (const auto& [id, member] : group->members) SayMember(ctx, member);
  ctx.Say(texts::kGroupMembersListed, group->name(), group->members.size());
}

// FFLAGS <!group> [<account> [<changes>]]
void GroupStaffFlags(ServiceCtx& ctx) { GroupFlags(ctx); }

// ADD <!group> <account> [<flags>]
void GroupAdd(ServiceCtx& ctx) {
  const Group* group = RequireGroup(ctx, ctx.word(0));
  if (group == nullptr || ctx.RequireAccount(ctx.user.account) == nullptr) return;
  const Account* account = RequireTarget(ctx, ctx.word(1));
  if (account == nullptr) return;
  const auto member = group->members.find(account->id());
  if (member != group->members.end()) {
    return ctx.Say(texts::kGroupMemberHasFlags, account->name(), member->second.flags,
                   group->name());
  }
  const std::optional<GroupRights> rights =
      ctx.words.size() > 2 ? Changed(ctx, 0, ctx.word(2)) : JoinRightsOf(*group);
  if (!rights.has_value()) return;
  if (*rights == 0) return ctx.SaySyntax();
  Change(ctx, *group, *account, *rights);
}

// DEL <!group> <account>
void GroupDel(ServiceCtx& ctx) {
  const Group* group = RequireGroup(ctx, ctx.word(0));
  if (group == nullptr || ctx.RequireAccount(ctx.user.account) == nullptr) return;
  const Account* account = RequireTarget(ctx, ctx.word(1));
  if (account == nullptr) return;
  if (!group->members.contains(account->id()) &&
      MayAs(OwnRights(ctx, *group), GroupRight::kMembers) &&
      ctx.state.groups.Uninvite(group->id(), account->id())) {
    return ctx.Say(texts::kGroupUninvited, account->name(), group->name());
  }
  Change(ctx, *group, *account, 0);
}

}  // namespace irc
