#include "core/state/registry/groups.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "core/check.h"

namespace irc {
namespace {

constexpr size_t kInvitationsMax = 50;  // of a group

}  // namespace

GroupRights Group::RightsOf(AccountId account) const {
  const auto found = members.find(account);
  return found == members.end() ? 0 : GroupRightsOfLetters(found->second.flags);
}

size_t Group::CountFounders() const {
  return static_cast<size_t>(std::count_if(members.begin(), members.end(), [](const auto& pair) {
    return Has(GroupRightsOfLetters(pair.second.flags), GroupRight::kFounder);
  }));
}

bool Group::IsLastFounder(AccountId account) const {
  return Has(RightsOf(account), GroupRight::kFounder) && CountFounders() == 1;
}

absl::string_view Group::Setting(absl::string_view key) const {
  const auto found = settings.find(key);
  return found == settings.end() ? absl::string_view() : found->second.value;
}

bool Groups::Apply(Casemapping casemapping, const Record& record) {
  if (const auto* group = std::get_if<GroupRow>(&record.row)) {
    return record.drop ? Remove(casemapping, *group) : Put(casemapping, *group);
  }
  if (const auto* member = std::get_if<GroupMemberRow>(&record.row)) {
    return record.drop ? Remove(*member) : Put(*member);
  }
  if (const auto* setting = std::get_if<GroupSettingRow>(&record.row)) {
    Group* group = FindGroup(setting->group);
    if (group == nullptr) return false;
    if (record.drop) return group->settings.erase(setting->key) > 0;
    group->settings[setting->key] = *setting;
    return true;
  }
  const auto* account = std::get_if<AccountRow>(&record.row);
  if (record.drop && account != nullptr) {
    std::vector<GroupId> invited_to;
    for (const auto& [group, accounts] : invitations_) invited_to.push_back({group});
    for (GroupId group : invited_to) Uninvite(group, account->id);
  }
  return false;
}

const Group* Groups::Find(const Folded& name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? nullptr : Find(found->second);
}

const Group* Groups::Find(GroupId id) const {
  const auto found = groups_.find(id);
  return found == groups_.end() ? nullptr : found->second.get();
}

absl::Span<const GroupId> Groups::GroupsOf(AccountId account) const {
  const auto found = of_account_.find(account);
  return found == of_account_.end() ? absl::Span<const GroupId>() : found->second;
}

bool Groups::IsMemberForChannels(GroupId group, AccountId account) const {
  const Group* found = Find(group);
  if (found == nullptr) return false;
  const GroupRights rights = found->RightsOf(account);
  return Has(rights, GroupRight::kChannels) && !Has(rights, GroupRight::kBanned);
}

bool Groups::Invite(GroupId group, AccountId account) {
  IRC_CHECK(Find(group) != nullptr, "only a group invites");
  if (IsInvited(group, account)) return false;
  std::vector<uint64_t>& invited = invitations_[group.value];
  invited.push_back(account.value);
  if (invited.size() > kInvitationsMax) invited.erase(invited.begin());
  return true;
}

bool Groups::IsInvited(GroupId group, AccountId account) const {
  const auto found = invitations_.find(group.value);
  return found != invitations_.end() && std::find(found->second.begin(), found->second.end(),
                                                  account.value) != found->second.end();
}

bool Groups::Uninvite(GroupId group, AccountId account) {
  const auto found = invitations_.find(group.value);
  if (found == invitations_.end()) return false;
  const bool was_invited = std::erase(found->second, account.value) > 0;
  if (found->second.empty()) invitations_.erase(found);
  return was_invited;
}

std::vector<Row> Groups::Rows() const {
  std::vector<Row> rows;
  for (const auto& [id, group] : groups_) {
    rows.push_back(group->row);
    for (const auto& [account, member] : group->members) rows.push_back(member);
    for (const auto& [key, setting] : group->settings) rows.push_back(setting);
  }
  return rows;
}

bool Groups::TakeLoaded(Casemapping casemapping) {
  groups_.clear();
  names_.clear();
  of_account_.clear();
  bool ok = true;
  const auto invitations = std::exchange(invitations_, {});
  for (Row& row : std::exchange(loaded_, {})) ok &= Apply(casemapping, irc::Put(std::move(row)));
  for (const auto& [group, accounts] : invitations) {
    ok &= Find(GroupId{group}) != nullptr && !accounts.empty();
  }
  invitations_ = invitations;
  return ok;
}

bool Groups::Put(Casemapping casemapping, const GroupRow& row) {
  const Folded name = Fold(casemapping, row.name);
  const auto taken = names_.find(name);
  if (taken != names_.end() && taken->second != row.id) return false;
  std::unique_ptr<Group>& group = groups_[row.id];
  if (group == nullptr) {
    group = std::make_unique<Group>();
  } else {
    names_.erase(Fold(casemapping, group->name()));
  }
  group->row = row;
  names_[name] = row.id;
  return true;
}

bool Groups::Put(const GroupMemberRow& row) {
  Group* group = FindGroup(row.group);
  if (group == nullptr) return false;
  if (group->members.insert_or_assign(row.account, row).second) {
    std::vector<GroupId>& groups = of_account_[row.account];
    groups.insert(std::lower_bound(groups.begin(), groups.end(), row.group), row.group);
  }
  Uninvite(row.group, row.account);
  return true;
}

bool Groups::Remove(Casemapping casemapping, const GroupRow& key) {
  const auto found = groups_.find(key.id);
  if (found == groups_.end()) return false;
  for (const auto& [account, member] : found->second->members) Unindex(key.id, account);
  names_.erase(Fold(casemapping, found->second->name()));
  groups_.erase(found);
  invitations_.erase(key.id.value);
  return true;
}

bool Groups::Remove(const GroupMemberRow& key) {
  Group* group = FindGroup(key.group);
  if (group == nullptr || group->members.erase(key.account) == 0) return false;
  Unindex(key.group, key.account);
  return true;
}

Group* Groups::FindGroup(GroupId id) {
  const auto found = groups_.find(id);
  return found == groups_.end() ? nullptr : found->second.get();
}

void Groups::Unindex(GroupId group, AccountId account) {
  const auto found = of_account_.find(account);
  std::erase(found->second, group);
  if (found->second.empty()) of_account_.erase(found);
}

}  // namespace irc
