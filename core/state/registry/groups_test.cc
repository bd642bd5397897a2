#include "core/state/registry/groups.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/state/archive.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr Casemapping kAscii = Casemapping::kAscii;

Record Named(uint64_t id, const std::string& name) {
  return Put(GroupRow{.id = {id}, .name = name, .registered_at = absl::UnixEpoch()});
}
Record Member(uint64_t group, uint64_t account, const std::string& flags) {
  return Put(GroupMemberRow{
      .group = {group}, .account = {account}, .flags = flags, .set_at = absl::UnixEpoch()});
}

TEST(Groups, HaveNamesOfTheirOwn) {
  Groups groups;
  EXPECT_TRUE(groups.Apply(kAscii, Named(1, "!Staff")));
  EXPECT_FALSE(groups.Apply(kAscii, Named(2, "!staff")));
  EXPECT_EQ(groups.Find({2}), nullptr);
  ASSERT_NE(groups.Find(Fold(kAscii, "!STAFF")), nullptr);
  EXPECT_TRUE(groups.Apply(kAscii, Named(1, "!crew")));
  EXPECT_EQ(groups.Find(Fold(kAscii, "!staff")), nullptr);
  EXPECT_EQ(groups.Find(Fold(kAscii, "!crew"))->id(), GroupId{1});
  EXPECT_TRUE(groups.Apply(kAscii, Drop(GroupRow{.id = {1}})));
  EXPECT_FALSE(groups.Apply(kAscii, Drop(GroupRow{.id = {1}})));
  EXPECT_EQ(groups.Find(Fold(kAscii, "!crew")), nullptr);
  EXPECT_EQ(groups.size(), 0u);
}

TEST(Groups, HaveSettings) {
  Groups groups;
  const GroupSettingRow open{.group = {1}, .key = "open", .value = "on"};
  EXPECT_FALSE(groups.Apply(kAscii, Put(open)));
  groups.Apply(kAscii, Named(1, "!a"));
  EXPECT_EQ(groups.Find({1})->Setting("open"), "");
  EXPECT_TRUE(groups.Apply(kAscii, Put(open)));
  EXPECT_EQ(groups.Find({1})->Setting("open"), "on");
  EXPECT_TRUE(groups.Apply(kAscii, Drop(open)));
  EXPECT_FALSE(groups.Apply(kAscii, Drop(open)));
}

TEST(Groups, GiveTheirChannelsToWhoHasTheRightAndIsNotKeptOut) {
  Groups groups;
  EXPECT_FALSE(groups.Apply(kAscii, Member(1, 1, "F")));
  groups.Apply(kAscii, Named(1, "!a"));
  groups.Apply(kAscii, Member(1, 1, "F"));
  groups.Apply(kAscii, Member(1, 2, "Ac"));
  groups.Apply(kAscii, Member(1, 3, "bc"));
  EXPECT_FALSE(groups.IsMemberForChannels({1}, {1}));
  EXPECT_TRUE(groups.IsMemberForChannels({1}, {2}));
  EXPECT_FALSE(groups.IsMemberForChannels({1}, {3}));
  EXPECT_FALSE(groups.IsMemberForChannels({1}, {4}));
  EXPECT_FALSE(groups.IsMemberForChannels({2}, {2}));
  EXPECT_TRUE(groups.Find({1})->IsLastFounder({1}));
  EXPECT_FALSE(groups.Find({1})->IsLastFounder({2}));
  groups.Apply(kAscii, Member(1, 2, "F"));
  EXPECT_FALSE(groups.Find({1})->IsLastFounder({1}));
}

TEST(Groups, Invite) {
  Groups groups;
  groups.Apply(kAscii, Named(1, "!a"));
  groups.Apply(kAscii, Named(2, "!b"));
  EXPECT_TRUE(groups.Invite({1}, {1}));
  EXPECT_FALSE(groups.Invite({1}, {1}));
  EXPECT_TRUE(groups.Invite({2}, {1}));
  groups.Apply(kAscii, Member(1, 1, "A"));
  EXPECT_FALSE(groups.IsInvited({1}, {1}));
  EXPECT_TRUE(groups.IsInvited({2}, {1}));
  groups.Apply(kAscii, Drop(AccountRow{.id = {1}}));
  EXPECT_FALSE(groups.IsInvited({2}, {1}));
  groups.Invite({2}, {1});
  groups.Apply(kAscii, Drop(GroupRow{.id = {2}}));
  EXPECT_FALSE(groups.IsInvited({2}, {1}));
}

TEST(Groups, ForgetTheOldestOfTooManyInvitations) {
  Groups groups;
  groups.Apply(kAscii, Named(1, "!a"));
  for (uint64_t account = 1; account <= 51; ++account) groups.Invite({1}, {account});
  EXPECT_FALSE(groups.IsInvited({1}, {1}));
  EXPECT_TRUE(groups.IsInvited({1}, {2}));
  EXPECT_TRUE(groups.IsInvited({1}, {51}));
}

// What the rows say, without an index.
struct NaiveGroups {
  std::map<uint64_t, std::string> names;
  std::map<std::pair<uint64_t, uint64_t>, std::string> members;

  bool Apply(const Record& record) {
    if (const auto* row = std::get_if<GroupRow>(&record.row)) {
      if (record.drop) {
        std::erase_if(members, [&](const auto& each) { return each.first.first == row->id.value; });
        return names.erase(row->id.value) > 0;
      }
      for (const auto& [id, name] : names) {
        if (id != row->id.value && name == row->name) return false;
      }
      names[row->id.value] = row->name;
      return true;
    }
    const auto& row = std::get<GroupMemberRow>(record.row);
    if (record.drop) return members.erase({row.group.value, row.account.value}) > 0;
    if (!names.contains(row.group.value)) return false;
    members[{row.group.value, row.account.value}] = row.flags;
    return true;
  }
  std::vector<GroupId> GroupsOf(uint64_t account) const {
    std::vector<GroupId> groups;
    for (const auto& [key, flags] : members) {
      if (key.second == account) groups.push_back({key.first});
    }
    return groups;
  }
};

Record AnyRecord() {
  const uint64_t group = *rc::gen::inRange<uint64_t>(1, 4);
  const bool drop = *rc::gen::inRange(0, 3) == 0;
  Record record;
  if (*rc::gen::inRange(0, 3) == 0) {
    record = Named(group, absl::StrCat("!", *rc::gen::inRange(0, 4)));
  } else {
    record = Member(group, *rc::gen::inRange<uint64_t>(1, 4),
                    *rc::gen::element<std::string>("F", "Ac", "bc", "c", "A"));
  }
  record.drop = drop;
  return record;
}

void ExpectTheSame(const Groups& groups, const NaiveGroups& naive) {
  RC_ASSERT(groups.size() == naive.names.size());
  for (int i = 0; i < 4; ++i) {
    const std::string name = absl::StrCat("!", i);
    const Group* found = groups.Find(Fold(kAscii, name));
    bool is_there = false;
    for (const auto& [id, other] : naive.names) {
      if (other != name) continue;
      is_there = true;
      RC_ASSERT(found != nullptr && found->id().value == id);
    }
    RC_ASSERT(is_there == (found != nullptr));
  }
  for (uint64_t account = 1; account < 4; ++account) {
    const auto of_account = groups.GroupsOf({account});
    RC_ASSERT(std::vector<GroupId>(of_account.begin(), of_account.end()) ==
              naive.GroupsOf(account));
    for (uint64_t group = 1; group < 4; ++group) {
      const auto member = naive.members.find({group, account});
      const std::string flags = member == naive.members.end() ? "" : member->second;
      RC_ASSERT(groups.IsMemberForChannels({group}, {account}) ==
                (flags.find('c') != flags.npos && flags.find('b') == flags.npos));
    }
  }
}

RC_GTEST_PROP(Groups, AgreeWithANaiveWalk, ()) {
  Groups groups;
  NaiveGroups naive;
  for (int step = 0; step < 40; ++step) {
    const Record record = AnyRecord();
    RC_ASSERT(groups.Apply(kAscii, record) == naive.Apply(record));
  }
  ExpectTheSame(groups, naive);

  // A snapshot has all of it.
  if (groups.Find({1}) != nullptr) groups.Invite({1}, {9});
  SaveArchive save;
  save(groups);
  const std::string bytes = save.Take();
  LoadArchive load(bytes);
  Groups loaded;
  load(loaded);
  RC_ASSERT(load.ok() && loaded.TakeLoaded(kAscii));
  ExpectTheSame(loaded, naive);
  RC_ASSERT(loaded.IsInvited({1}, {9}) == groups.IsInvited({1}, {9}));
}

}  // namespace
}  // namespace irc
