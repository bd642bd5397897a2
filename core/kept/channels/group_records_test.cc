#include "core/kept/channels/group_records.h"

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/kept/commit.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr uint64_t kAccounts = 5, kGroups = 3;

void AddAccount(State& state, uint64_t id) {
  state.accounts.Apply(Put(AccountRow{.id = {id},
                                      .name = absl::StrCat("a", id),
                                      .registered_at = absl::UnixEpoch(),
                                      .verified_at = absl::UnixEpoch()}));
}
void AddGroup(State& state, uint64_t id) {
  TakeUpGroup(state, Put(GroupRow{.id = {id}, .name = absl::StrCat("!", id)}));
}
void AddMember(State& state, uint64_t group, uint64_t account, const std::string& flags,
               int since = 0) {
  TakeUpGroup(state, Put(GroupMemberRow{.group = {group},
                                        .account = {account},
                                        .flags = flags,
                                        .set_at = absl::FromUnixSeconds(since)}));
}
void End(State& state, uint64_t id) {
  for (const Record& record : DropsOf(state, *state.accounts.Find(AccountId{id}))) {
    state.accounts.Apply(record);
    TakeUpGroup(state, record);
  }
}
std::string FlagsOf(const State& state, uint64_t group, uint64_t account) {
  const Group* found = state.groups.Find(GroupId{group});
  return found == nullptr ? "no group" : LettersOfGroup(found->RightsOf(AccountId{account}));
}

TEST(GroupRecords, TheOldestOfThoseWhoChangeMembersFollows) {
  State state;
  for (uint64_t id = 1; id <= 5; ++id) AddAccount(state, id);
  AddGroup(state, 1);
  AddMember(state, 1, 1, "F", 1);
  AddMember(state, 1, 2, "Acimsv", 2);
  AddMember(state, 1, 3, "Acf", 5);
  AddMember(state, 1, 4, "f", 4);
  AddMember(state, 1, 5, "bf", 3);
  End(state, 1);
  EXPECT_EQ(FlagsOf(state, 1, 2), "Acimsv");
  EXPECT_EQ(FlagsOf(state, 1, 3), "Acf");
  EXPECT_EQ(FlagsOf(state, 1, 4), "AFcfimsv");
}

TEST(GroupRecords, NobodyFollowsWhileThereIsAnotherFounder) {
  State state;
  for (uint64_t id = 1; id <= 3; ++id) AddAccount(state, id);
  AddGroup(state, 1);
  AddMember(state, 1, 1, "F");
  AddMember(state, 1, 2, "F");
  AddMember(state, 1, 3, "Acfimsv");
  End(state, 1);
  EXPECT_EQ(FlagsOf(state, 1, 2), "F");
  EXPECT_EQ(FlagsOf(state, 1, 3), "Acfimsv");
}

TEST(GroupRecords, AGroupEndsWithoutOneToFollow) {
  State state;
  for (uint64_t id = 1; id <= 2; ++id) AddAccount(state, id);
  AddGroup(state, 1);
  AddMember(state, 1, 1, "F");
  AddMember(state, 1, 2, "Acimsv");
  AddGroup(state, 2);
  AddMember(state, 2, 1, "A");  // it has never had a founder
  End(state, 1);
  EXPECT_EQ(state.groups.size(), 0u);
  EXPECT_TRUE(state.groups.GroupsOf({2}).empty());
}

TEST(GroupRecords, AMemberHasAnAccount) {
  State state;
  AddGroup(state, 1);
  AddMember(state, 1, 1, "F");
  EXPECT_TRUE(state.groups.Find({1})->members.empty());
}

RC_GTEST_PROP(GroupRecords, EachGroupKeepsAFounder, ()) {
  State state;
  for (uint64_t id = 1; id <= kAccounts; ++id) AddAccount(state, id);
  for (uint64_t group = 1; group <= kGroups; ++group) {
    AddGroup(state, group);
    AddMember(state, group, *rc::gen::inRange<uint64_t>(1, kAccounts + 1), "F");
    for (int i = 0; i < 3; ++i) {
      const uint64_t account = *rc::gen::inRange<uint64_t>(1, kAccounts + 1);
      if (state.groups.Find({group})->RightsOf({account}) != 0) continue;
      AddMember(state, group, account, *rc::gen::element<std::string>("F", "A", "Acf", "Acbf", "b"),
                *rc::gen::inRange(0, 3));
    }
  }
  for (uint64_t id = 1; id <= kAccounts; ++id) {
    if (*rc::gen::inRange(0, 4) == 0) continue;
    End(state, id);
    state.groups.ForEach([&](const Group& group) {
      RC_ASSERT(group.CountFounders() > 0);
      for (const auto& [account, member] : group.members) {
        RC_ASSERT(state.accounts.Find(account) != nullptr);
        const GroupRights rights = group.RightsOf(account);
        RC_ASSERT(!Has(rights, GroupRight::kFounder) || !Has(rights, GroupRight::kBanned));
      }
    });
  }
}

}  // namespace
}  // namespace irc
