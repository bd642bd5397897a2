#include "core/services/groupserv/group_requests.h"

#include <algorithm>
#include <array>

#include "core/kept/channels/group_records.h"
#include "core/kept/commit.h"
#include "core/protocol/names.h"
#include "core/services/groupserv/group_settings.h"
#include "core/texts/common.h"
#include "core/texts/groupserv.h"

namespace irc {
namespace {

// In the order of the enumerators.
constexpr std::array<AnswerText<0>, kGroupRights.size()> kHelp = {
    texts::kGroupRightView,     texts::kGroupRightFounder,  texts::kGroupRightBanned,
    texts::kGroupRightChannels, texts::kGroupRightMembers,  texts::kGroupRightInvite,
    texts::kGroupRightMemos,    texts::kGroupRightSettings, texts::kGroupRightVhosts,
};

}  // namespace

const Group* RequireAnyGroup(ServiceCtx& ctx, absl::string_view name) {
  const Group* group = ctx.state.groups.Find(Fold(ctx.state.casemapping, name));
  if (group == nullptr) ctx.Say(texts::kNoGroup, SafeParam(name).safe());
  return group;
}

const Group* RequireGroup(ServiceCtx& ctx, absl::string_view name) {
  const Group* group = RequireAnyGroup(ctx, name);
  if (group == nullptr || !IsChanging(ctx.state, group->id())) return group;
  ctx.Say(texts::kGroupIsSaved);
  return nullptr;
}

const Account* RequireTarget(ServiceCtx& ctx, absl::string_view name) {
  const Account* account = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, name));
  if (account == nullptr || account->configured) {
    ctx.Say(texts::kNoAccount, SafeParam(name).safe());
    return nullptr;
  }
  if (IsChanging(ctx.state, account->id())) {
    ctx.Say(texts::kGroupTargetIsSaved);
    return nullptr;
  }
  return account;
}

bool RequireRight(ServiceCtx& ctx, const Group& group, GroupRight right) {
  if (MayAs(OwnRights(ctx, group), right)) return true;
  ctx.Say(texts::kGroupFlagNeeded, LettersOfGroup(BitOf(right)), group.name(),
          ctx.Text(HelpOf(right)));
  return false;
}

const AnswerText<0>& HelpOf(GroupRight right) { return kHelp[static_cast<size_t>(right)]; }

GroupRights OwnRights(const ServiceCtx& ctx, const Group& group) {
  const Account* own = ctx.OwnAccount();
  return own == nullptr ? 0 : group.RightsOf(own->id());
}

GroupRights JoinRightsOf(const Group& group) {
  const GroupRights chosen = GroupRightsOfLetters(group.Setting(kGroupJoinFlags)) & kJoinRights;
  return chosen == 0 ? kNewMemberRights : chosen;
}

size_t CountFounded(const State& state, AccountId account) {
  const absl::Span<const GroupId> groups = state.groups.GroupsOf(account);
  return static_cast<size_t>(std::count_if(groups.begin(), groups.end(), [&](GroupId id) {
    return Has(state.groups.Find(id)->RightsOf(account), GroupRight::kFounder);
  }));
}

bool TakesGroups(ServiceCtx& ctx, const Account& account) {
  if (account.Setting("NEVERGROUP") != "on") return true;
  ctx.Say(texts::kGroupsUnwanted, account.name());
  return false;
}

bool HasRoom(ServiceCtx& ctx, const Group& group) {
  if (group.members.size() < static_cast<size_t>(ctx.state.config.limits.group_members)) {
    return true;
  }
  ctx.Say(texts::kGroupIsFull, group.name());
  return false;
}

bool MayBecomeFounder(ServiceCtx& ctx, const Account& account) {
  const auto most = static_cast<size_t>(ctx.state.config.limits.account_groups);
  if (CountFounded(ctx.state, account.id()) < most) return true;
  ctx.Say(texts::kGroupsFoundedMost, account.name());
  return false;
}

bool IsTheLastFounder(ServiceCtx& ctx, const Group& group, const Account& account) {
  if (!group.IsLastFounder(account.id())) return false;
  ctx.Say(texts::kGroupLastFounder, group.name(), account.name());
  return true;
}

Record MemberRecord(const ServiceCtx& ctx, const Group& group, const Account& account,
                    GroupRights rights) {
  const Account* own = ctx.OwnAccount();
  return Put(GroupMemberRow{.group = group.id(),
                            .account = account.id(),
                            .flags = LettersOfGroup(rights),
                            .by = own == nullptr ? ctx.user.mask() : own->name(),
                            .set_at = ctx.state.now});
}

}  // namespace irc
