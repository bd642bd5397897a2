// Groups of accounts, found in constant time by name, by id and by their members.
#ifndef IRCSERV_CORE_STATE_REGISTRY_GROUPS_H_
#define IRCSERV_CORE_STATE_REGISTRY_GROUPS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/group_rights.h"
#include "core/ids.h"
#include "core/protocol/names.h"
#include "core/records.h"
#include "core/state/archive.h"
#include "core/state/row_fields.h"

namespace irc {

struct Group {
  GroupRow row;
  absl::btree_map<AccountId, GroupMemberRow> members;  // also those who are kept out
  absl::btree_map<std::string, GroupSettingRow> settings;

  const std::string& name() const { return row.name; }
  GroupId id() const { return row.id; }
  // 0: the account is no member.
  GroupRights RightsOf(AccountId account) const;
  size_t CountFounders() const;
  // Whether the account is a founder, and there is no other one.
  bool IsLastFounder(AccountId account) const;
  // The value of a setting; empty: the default.
  absl::string_view Setting(absl::string_view key) const;
};

class Groups {
 public:
  // Takes up a change of a row of groups, group_members or group_settings; false, and nothing
  // happens, for a row of another table, one that contradicts the others (its group does not exist,
  // its name belongs to another group), or a drop of what is not there. The members and settings of
  // a group go with it. The drop of an account ends its invitations. The casemapping is always the
  // same.
  bool Apply(Casemapping casemapping, const Record& record);

  // Null when there is no such group. Valid until the next change.
  const Group* Find(const Folded& name) const;
  const Group* Find(GroupId id) const;
  // The groups that the account is a member of, or kept out of, by id.
  absl::Span<const GroupId> GroupsOf(AccountId account) const;
  // Whether the account has the rights that channels give to the group.
  bool IsMemberForChannels(GroupId group, AccountId account) const;

  // Who is invited may join. An invitation ends when the account joins, when it or the group is
  // dropped, and when nothing of the process goes on; the oldest one of too many is forgotten.
  // False when there is one. REQUIRES: there is such a group.
  bool Invite(GroupId group, AccountId account);
  bool IsInvited(GroupId group, AccountId account) const;
  // False when there is none.
  bool Uninvite(GroupId group, AccountId account);

  size_t size() const { return groups_.size(); }
  // Calls visit(const Group&) for each group, by id.
  template <typename Visitor>
  void ForEach(Visitor&& visit) const {
    for (const auto& [id, group] : groups_) visit(*group);
  }

  // The rows from which Apply makes the same groups again.
  std::vector<Row> Rows() const;
  // Makes the groups from the rows of a snapshot; false when they contradict each other.
  bool TakeLoaded(Casemapping casemapping);

 private:
  template <typename Archive>
  friend void Fields(Archive& archive, Groups& groups) {
    std::vector<Row> rows;
    if constexpr (!Archive::kLoading) rows = groups.Rows();
    auto& invitations = groups.invitations_;
    IRC_FIELDS(archive, rows, invitations);
    if constexpr (Archive::kLoading) groups.loaded_ = std::move(rows);
  }

  bool Put(Casemapping casemapping, const GroupRow& row);
  bool Put(const GroupMemberRow& row);
  bool Remove(Casemapping casemapping, const GroupRow& key);
  bool Remove(const GroupMemberRow& key);
  Group* FindGroup(GroupId id);
  void Unindex(GroupId group, AccountId account);

  absl::btree_map<GroupId, std::unique_ptr<Group>> groups_;
  absl::flat_hash_map<Folded, GroupId> names_;
  absl::flat_hash_map<AccountId, std::vector<GroupId>> of_account_;  // sorted
  // By GroupId, the AccountIds, those that were invited first before others; never none.
  absl::btree_map<uint64_t, std::vector<uint64_t>> invitations_;
  std::vector<Row> loaded_;  // until TakeLoaded
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_REGISTRY_GROUPS_H_
