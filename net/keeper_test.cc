#include "net/keeper.h"

#include <memory>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/testing/fake_store.h"

namespace irc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr SessionId kAlice{7};

CredentialRow Password(const std::string& verifier) {
  return {.id = {2}, .account = {1}, .kind = "password", .verifier = verifier};
}

class KeeperTest : public ::testing::Test {
 protected:
  KeeperTest() : keeper_(MakeOpened()) {}

  Store::Opened MakeOpened() {
    auto store = std::make_unique<FakeStore>();
    store_ = store.get();
    Store::Opened opened;
    opened.store = std::move(store);
    opened.rows = {Put(AccountRow{.id = {1}, .name = "alice"}), Put(Password("old"))};
    opened.highest["accounts"] = 9;
    opened.notes = {"a note"};
    return opened;
  }

  bool IsGood(const Keeper::Done& done) { return std::get<Committed>(done.completed.result).ok; }

  FakeStore* store_ = nullptr;
  Keeper keeper_;
};

TEST_F(KeeperTest, GivesTheCoreWhatWasKept) {
  EXPECT_EQ(keeper_.verifiers().Of({2}), "old");
  const std::vector<Restored> restored = keeper_.TakeRestored();
  ASSERT_THAT(restored, SizeIs(1));
  EXPECT_THAT(restored[0].last_ids, ElementsAre(std::pair<std::string, uint64_t>("accounts", 9)));
  EXPECT_THAT(restored[0].rows,
              ElementsAre(Row(AccountRow{.id = {1}, .name = "alice"}), Row(Password(""))))
      << "verifiers are not for the core";
  EXPECT_THAT(keeper_.TakeRestored(), IsEmpty());
  EXPECT_THAT(keeper_.TakeNotices(), ElementsAre("a note"));
}

TEST_F(KeeperTest, GivesTheLimitsOfAddressesWhenTheyAreKept) {
  const Record row = Put(SessionLimitRow{.address = "192.0.2.1", .limit = 50});
  keeper_.Begin(kAlice, {5}, {.records = {Put(Password("new")), row}});
  EXPECT_THAT(keeper_.TakeSessionLimits(), IsEmpty());
  store_->Decide(true);
  keeper_.TakeDone();
  EXPECT_THAT(keeper_.TakeSessionLimits(), ElementsAre(row));
  EXPECT_THAT(keeper_.TakeSessionLimits(), IsEmpty());
  keeper_.Keep({Drop(row.row)});
  EXPECT_THAT(keeper_.TakeSessionLimits(), ElementsAre(Drop(row.row)));
}

TEST_F(KeeperTest, AVerifierCountsWhenItIsKept) {
  keeper_.Begin(kAlice, {5}, {.records = {Put(Password("new"))}});
  EXPECT_EQ(keeper_.verifiers().Of({2}), "old");
  EXPECT_THAT(keeper_.TakeDone(), IsEmpty());
  store_->Decide(true);
  const std::vector<Keeper::Done> done = keeper_.TakeDone();
  ASSERT_THAT(done, SizeIs(1));
  EXPECT_EQ(done[0].session, kAlice);
  EXPECT_EQ(done[0].completed.effect, EffectId{5});
  EXPECT_TRUE(IsGood(done[0]));
  EXPECT_EQ(keeper_.verifiers().Of({2}), "new");
}

TEST_F(KeeperTest, NothingCountsOfWhatIsNotKept) {
  keeper_.Begin(kAlice, {5}, {.records = {Put(Password("new"))}});
  store_->Decide(false);
  const std::vector<Keeper::Done> done = keeper_.TakeDone();
  ASSERT_THAT(done, SizeIs(1));
  EXPECT_FALSE(IsGood(done[0]));
  EXPECT_EQ(keeper_.verifiers().Of({2}), "old");
}

TEST_F(KeeperTest, ReadsTheAudit) {
  keeper_.Read(kAlice, {7},
               {.actor = "a",
                .action = "b",
                .target = "c",
                .since = absl::FromUnixSeconds(9),
                .before = 4,
                .limit = 2});
  ASSERT_THAT(store_->reads(), SizeIs(1));
  const auto& query = std::get<AuditQuery>(store_->reads()[0].query);
  EXPECT_EQ(query.actor, "a");
  EXPECT_EQ(query.action, "b");
  EXPECT_EQ(query.target, "c");
  EXPECT_EQ(query.since, absl::FromUnixSeconds(9));
  EXPECT_EQ(query.before, 4u);
  EXPECT_EQ(query.limit, 2u);
  EXPECT_THAT(keeper_.TakeDone(), IsEmpty());
  store_->AnswerRead(true, {AuditRecordRow{.id = {3}}});
  std::vector<Keeper::Done> done = keeper_.TakeDone();
  ASSERT_THAT(done, SizeIs(1));
  EXPECT_EQ(done[0].session, kAlice);
  EXPECT_EQ(done[0].completed.effect, EffectId{7});
  EXPECT_TRUE(std::get<AuditRead>(done[0].completed.result).ok);
  EXPECT_THAT(std::get<AuditRead>(done[0].completed.result).rows,
              ElementsAre(AuditRecordRow{.id = {3}}));
  keeper_.Read(kAlice, {8}, {});
  store_->AnswerRead(false, {});
  done = keeper_.TakeDone();
  ASSERT_THAT(done, SizeIs(1));
  EXPECT_FALSE(std::get<AuditRead>(done[0].completed.result).ok);
}

TEST_F(KeeperTest, WritesOnlyTurnsThatBringSomething) {
  keeper_.Flush();
  EXPECT_EQ(store_->flushes(), 0);
  keeper_.Keep({});
  keeper_.Flush();
  EXPECT_EQ(store_->flushes(), 0);
  keeper_.Keep({Put(SeenRow{.account = {1}})});
  keeper_.Flush();
  keeper_.Flush();
  EXPECT_EQ(store_->flushes(), 1);
  EXPECT_THAT(store_->kept(), SizeIs(1));
  keeper_.Begin(kAlice, {5}, {});
  keeper_.Flush();
  EXPECT_EQ(store_->flushes(), 2);
}

TEST(Keeper, WithoutAStoreRefuses) {
  Keeper keeper{Store::Opened()};
  EXPECT_THAT(keeper.TakeRestored(), IsEmpty());
  keeper.Keep({Put(SeenRow{.account = {1}})});
  keeper.Begin(kAlice, {5}, {});
  keeper.Read(kAlice, {6}, {});
  keeper.Flush();
  const std::vector<Keeper::Done> done = keeper.TakeDone();
  ASSERT_THAT(done, SizeIs(2));
  EXPECT_FALSE(std::get<Committed>(done[0].completed.result).ok);
  EXPECT_FALSE(std::get<AuditRead>(done[1].completed.result).ok);
}

TEST(Keeper, MakesEventsOfAThousandRows) {
  Store::Opened opened;
  opened.store = std::make_unique<FakeStore>();
  for (uint64_t id = 1; id <= 2001; ++id) {
    opened.rows.push_back(Put(AccountRow{.id = {id}, .name = "alice"}));
  }
  Keeper keeper(std::move(opened));
  const std::vector<Restored> restored = keeper.TakeRestored();
  ASSERT_THAT(restored, SizeIs(3));
  EXPECT_THAT(restored[0].rows, SizeIs(1000));
  EXPECT_THAT(restored[2].rows, SizeIs(1));
}

}  // namespace
}  // namespace irc
