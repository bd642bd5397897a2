#include "core/kept/channels/group_records.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "core/kept/channels/channel_records.h"
#include "core/kept/pending_records.h"
#include "core/protocol/names.h"

namespace irc {
namespace {

// The group that a row is a part of; 0: none.
struct GroupOfRow {
  GroupId operator()(const GroupRow& row) const { return row.id; }
  GroupId operator()(const GroupMemberRow& row) const { return row.group; }
  GroupId operator()(const GroupSettingRow& row) const { return row.group; }
  // Rights of the group in a channel go with it.
  GroupId operator()(const AccessRow& row) const {
    return {row.kind == NameOf(EntryKind::kGroup) ? row.subject : 0};
  }
  template <typename OtherRow>
  GroupId operator()(const OtherRow&) const {
    return {};
  }
};

// The member that gets the group when its last founder goes: who may change the rights of members,
// for the longest time. Null: there is none.
const GroupMemberRow* HeirOf(const Group& group, AccountId founder) {
  const GroupMemberRow* heir = nullptr;
  for (const auto& [account, member] : group.members) {
    const GroupRights rights = GroupRightsOfLetters(member.flags);
    if (account == founder || !MayAs(rights, GroupRight::kMembers)) continue;
    if (heir == nullptr || member.set_at < heir->set_at) heir = &member;
  }
  return heir;
}

// An entry about what the server does with the group because its last founder goes.
Record AuditOf(State& state, const Group& group, absl::string_view action, std::string detail) {
  return Put(AuditRecordRow{.id = state.last_ids.NextAudit(),
                            .at = state.now,
                            .actor = state.config.server_name,
                            .action = std::string(action),
                            .target = group.name(),
                            .detail = std::move(detail)});
}

std::vector<Record> RecordsOfLeavingOne(State& state, const Group& group, const Account& account) {
  const bool is_last_founder = group.IsLastFounder(account.id());
  const GroupMemberRow* heir = is_last_founder ? HeirOf(group, account.id()) : nullptr;
  if (group.members.size() == 1 || (is_last_founder && heir == nullptr)) {
    std::vector<Record> records = DropsOf(state, group);
    records.push_back(AuditOf(state, group, "GROUPEND",
                              absl::StrCat("The account ", account.name(), " has ended")));
    return records;
  }
  std::vector<Record> records;
  if (heir != nullptr) {
    GroupMemberRow row = *heir;
    row.flags = LettersOfGroup(kGroupFounderRights);
    row.by = state.config.server_name;
    row.set_at = state.now;
    records.push_back(AuditOf(state, group, "GROUPHEIR",
                              absl::StrCat(state.accounts.Find(row.account)->name(),
                                           " in the place of ", account.name())));
    records.push_back(Put(std::move(row)));
  }
  records.push_back(Drop(group.members.at(account.id())));
  return records;
}

}  // namespace

bool IsChanging(const State& state, GroupId group) {
  return AnyPending(
      state, [&](const Record& record) { return std::visit(GroupOfRow(), record.row) == group; });
}

bool AnyGroupIsChanging(const State& state, AccountId account) {
  const absl::Span<const GroupId> groups = state.groups.GroupsOf(account);
  return AnyPending(state, [&](const Record& record) {
    const auto* member = std::get_if<GroupMemberRow>(&record.row);
    if (member != nullptr && member->account == account) return true;
    return std::binary_search(groups.begin(), groups.end(), std::visit(GroupOfRow(), record.row));
  });
}

bool IsGroupBeingTaken(const State& state, absl::string_view name) {
  const Folded folded = Fold(state.casemapping, name);
  return AnyPending(state, [&](const Record& record) {
    const auto* group = std::get_if<GroupRow>(&record.row);
    return group != nullptr && !record.drop && Fold(state.casemapping, group->name) == folded;
  });
}

std::vector<Record> DropsOf(const State& state, const Group& group) {
  std::vector<Record> records = EntriesOf(state, EntryKind::kGroup, group.id().value);
  for (const auto& [account, member] : group.members) records.push_back(Drop(member));
  for (const auto& [key, setting] : group.settings) records.push_back(Drop(setting));
  records.push_back(Drop(group.row));
  return records;
}

std::vector<Record> RecordsOfLeaving(State& state, const Account& account) {
  std::vector<Record> records;
  for (const GroupId id : state.groups.GroupsOf(account.id())) {
    const Group& group = *state.groups.Find(id);
    for (Record& record : RecordsOfLeavingOne(state, group, account)) {
      records.push_back(std::move(record));
    }
  }
  return records;
}

void TakeUpGroup(State& state, const Record& record) {
  const auto* member = std::get_if<GroupMemberRow>(&record.row);
  if (member != nullptr && !record.drop && state.accounts.Find(member->account) == nullptr) return;
  state.groups.Apply(state.casemapping, record);
}

}  // namespace irc
