#include "core/state/registry/memos.h"

#include "gtest/gtest.h"

namespace irc {
namespace {

constexpr AccountId kAlice{1}, kBob{2}, kCleo{3};

Record Memo(uint64_t id, AccountId account, absl::Time read_at = absl::InfiniteFuture()) {
  return Put(MemoRow{.id = {id}, .account = account, .sender = "x", .read_at = read_at});
}

TEST(Memos, ComeInTheOrderOfTheirIds) {
  Memos memos;
  EXPECT_TRUE(memos.Apply(Memo(5, kAlice)));
  EXPECT_TRUE(memos.Apply(Memo(3, kAlice, absl::UnixEpoch())));
  EXPECT_TRUE(memos.Apply(Memo(4, kBob)));
  ASSERT_EQ(memos.Of(kAlice).size(), 2u);
  EXPECT_EQ(memos.Of(kAlice)[0]->id, MemoId{3});
  EXPECT_EQ(memos.CountUnread(kAlice), 1u);
  EXPECT_NE(memos.Find(kAlice, {5}), nullptr);
  EXPECT_EQ(memos.Find(kBob, {5}), nullptr);
  EXPECT_TRUE(memos.Apply(Drop(MemoRow{.id = {5}, .account = kAlice})));
  EXPECT_FALSE(memos.Apply(Drop(MemoRow{.id = {5}, .account = kAlice})));
  EXPECT_EQ(memos.Of(kAlice).size(), 1u);
}

TEST(Memos, AreIgnoredByAccount) {
  Memos memos;
  const MemoIgnoreRow ignore{.account = kAlice, .ignored = kBob};
  EXPECT_TRUE(memos.Apply(Put(ignore)));
  EXPECT_TRUE(memos.Apply(Put(ignore)));
  EXPECT_EQ(memos.IgnoresOf(kAlice).size(), 1u) << "the same row";
  EXPECT_TRUE(memos.Ignores(kAlice, kBob));
  EXPECT_FALSE(memos.Ignores(kAlice, kCleo));
  EXPECT_FALSE(memos.Ignores(kBob, kBob));
  EXPECT_TRUE(memos.Apply(Drop(ignore)));
  EXPECT_FALSE(memos.Apply(Drop(ignore)));
  EXPECT_FALSE(memos.Ignores(kAlice, kBob));
}

TEST(Memos, GoWithAllRowsOfAnAccount) {
  Memos memos;
  memos.Apply(Memo(1, kAlice));
  memos.Apply(Put(MemoIgnoreRow{.account = kAlice, .ignored = kBob}));
  memos.Apply(Put(MemoIgnoreRow{.account = kCleo, .ignored = kAlice}));
  memos.Apply(Memo(2, kBob));
  for (Row& row : memos.RowsOf(kAlice)) EXPECT_TRUE(memos.Apply(Drop(std::move(row))));
  int accounts = 0;
  memos.ForEachAccount([&](AccountId account) {
    EXPECT_EQ(account, kBob);
    ++accounts;
  });
  EXPECT_EQ(accounts, 1);
  EXPECT_FALSE(memos.Apply(Put(MarkRow{.id = {1}})));
}

TEST(Memos, SurviveASnapshot) {
  Memos memos, loaded;
  memos.Apply(Memo(1, kAlice));
  memos.Apply(Memo(2, kAlice, absl::UnixEpoch()));
  memos.Apply(Put(MemoIgnoreRow{.account = kBob, .ignored = kAlice}));
  SaveArchive save;
  save(memos);
  const std::string bytes = save.Take();
  LoadArchive load(bytes);
  load(loaded);
  EXPECT_EQ(loaded.RowsOf(kAlice), memos.RowsOf(kAlice));
  EXPECT_EQ(loaded.RowsOf(kBob), memos.RowsOf(kBob));
  EXPECT_TRUE(loaded.Ignores(kBob, kAlice));
}

}  // namespace
}  // namespace irc
