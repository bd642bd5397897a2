// What the store does when the disk does not.
#include <cerrno>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/store/database/sqlite.h"
#include "net/store/store.h"
#include "net/store/testing/store_fixture.h"

namespace irc {
namespace {

using Op = FakeDisk::Op;

std::vector<Record> Account(uint64_t id) {
  return {Put(AccountRow{.id = {id}, .name = absl::StrCat("a", id)})};
}

// A setting that is kept.
std::vector<Record> Kept(const std::string& key) {
  return {Put(SettingRow{.account = {1}, .key = key, .value = std::string(20, 'v')})};
}

// The ids of accounts and the keys of settings that a store finds, such as "1 2 x".
std::string FoundBy(const StoreBench& bench) {
  std::string found;
  for (const Record& record : bench.opened.rows) {
    if (const auto* account = std::get_if<AccountRow>(&record.row)) {
      absl::StrAppend(&found, found.empty() ? "" : " ", account->id.value);
    } else if (const auto* setting = std::get_if<SettingRow>(&record.row)) {
      absl::StrAppend(&found, found.empty() ? "" : " ", setting->key);
    }
  }
  return found;
}

// What is there after kill -9, or after the loss of power.
std::string FoundAfter(const StoreBench& bench, FakeDisk::Cut cut) {
  FakeDisk& disk = const_cast<StoreBench&>(bench).disk();
  StoreBench after(disk.AfterCut(disk.changes(), cut, 1));
  const std::string error = after.Open();
  return error.empty() ? FoundBy(after) : error;
}

std::string FoundAtNextStart(StoreBench& bench) {
  bench.Close();
  const std::string error = bench.Open();
  return error.empty() ? FoundBy(bench) : error;
}

TEST(StoreFailure, FullDiskFailsCommitsAtOnceAndKeepsTheRestInMemory) {
  StoreBench bench;
  ASSERT_EQ(bench.Open(), "");
  ASSERT_EQ(bench.CommitNow(1, Account(1)), StoreError::kNone);
  bench.disk().Fail({.op = Op::kWrite, .path = "journal", .error = ENOSPC, .taken = 10});
  bench.store().Append(Kept("x"));
  bench.store().Commit({2}, Account(2));
  bench.store().Append(Kept("y"));
  bench.store().Flush();
  bench.TakeDone();
  EXPECT_EQ(bench.done.at(2), StoreError::kFull);
  EXPECT_EQ(bench.store().Health().state, StoreState::kRefusing);
  EXPECT_GT(bench.store().Health().waiting_bytes, 0u);
  EXPECT_EQ(bench.AwaitNotice("cannot"),
            "cannot write the journal in '/data': No space left on device; changes that must be "
            "kept are refused");
  EXPECT_EQ(FoundAfter(bench, FakeDisk::Cut::kKept), "1");
  bench.disk().StopFailing();
  bench.AwaitNotice("takes changes again");
  EXPECT_EQ(bench.store().Health().state, StoreState::kGood);
  EXPECT_EQ(bench.CommitNow(3, Account(3)), StoreError::kNone);
  EXPECT_EQ(FoundAfter(bench, FakeDisk::Cut::kLost), "1 3 x y");
  EXPECT_EQ(FoundAtNextStart(bench), "1 3 x y");
}

// Behind a probe of readiness no client comes, and so no other change, until the store is well.
TEST(StoreFailure, ARefusedCommitAloneIsForgottenWhenTheDiskIsWellAgain) {
  for (Op op : {Op::kWrite, Op::kCreate, Op::kSync}) {
    for (SyncMode mode : {SyncMode::kTurn, SyncMode::kSecond, SyncMode::kNever}) {
      StoreBench bench;
      bench.options.sync = mode;
      ASSERT_EQ(bench.Open(), "");
      bench.disk().Fail({.op = op, .path = "journal", .error = ENOSPC});
      EXPECT_EQ(bench.CommitNow(1, Account(1)), StoreError::kFull);
      EXPECT_EQ(bench.store().Health().state, StoreState::kRefusing);
      bench.disk().StopFailing();
      EXPECT_TRUE(absl::StrContains(bench.AwaitNotice("takes changes again"), "again"));
      EXPECT_EQ(bench.store().Health().state, StoreState::kGood);
      // A full disk may have room for a few bytes behind the last ones.
      EXPECT_GE(bench.store().Health().bytes, op == Op::kSync ? 1u : 4096u);
      EXPECT_EQ(FoundAfter(bench, FakeDisk::Cut::kKept), "");
      EXPECT_EQ(bench.CommitNow(2, Account(2)), StoreError::kNone);
      EXPECT_EQ(FoundAfter(bench, FakeDisk::Cut::kLost), "2");
      EXPECT_EQ(FoundAtNextStart(bench), "2");
    }
  }
}

TEST(StoreFailure, ADiskThatRefusedACommitIsAskedAgainOnlyAfterAPause) {
  StoreBench bench;
  bench.options.retry = absl::Hours(1);
  bench.options.commit_patience = absl::Milliseconds(50);
  ASSERT_EQ(bench.Open(), "");
  bench.disk().HangSyncs("journal");
  bench.store().Commit({1}, Account(1));
  bench.store().Flush();
  bench.disk().Fail({.op = Op::kWrite, .path = "journal", .error = ENOSPC, .calls = 1});
  EXPECT_EQ(bench.CommitNow(2, Account(2)), StoreError::kFull);
  // It is the thread that would ask again that gives this one up.
  EXPECT_EQ(bench.AwaitCommit(1), StoreError::kTimeout);
  EXPECT_EQ(bench.store().Health().turns, 2u) << "that of commit 1, and the note that it is void";
  bench.disk().EndHanging(0);
}

TEST(StoreFailure, EveryErrorHasItsKind) {
  const std::vector<std::pair<int, StoreError>> kinds = {{ENOSPC, StoreError::kFull},
                                                         {EDQUOT, StoreError::kFull},
                                                         {EROFS, StoreError::kReadOnly},
                                                         {EIO, StoreError::kFailed}};
  for (const auto& [error, kind] : kinds) {
    for (Op op : {Op::kWrite, Op::kCreate, Op::kSync}) {
      StoreBench bench;
      ASSERT_EQ(bench.Open(), "");
      bench.disk().Fail({.op = op, .path = "journal", .error = error, .calls = 1});
      EXPECT_EQ(bench.CommitNow(1, Account(1)), kind);
      EXPECT_EQ(bench.CommitNow(2, Account(2)), StoreError::kNone);
      EXPECT_EQ(FoundAfter(bench, FakeDisk::Cut::kLost), "2");
      EXPECT_EQ(FoundAtNextStart(bench), "2");
    }
  }
}

TEST(StoreFailure, WhatWaitsHasABoundAndTheRestIsCounted) {
  StoreBench bench;
  bench.options.waiting_bytes_max = 200;
  ASSERT_EQ(bench.Open(), "");
  bench.disk().Fail({.op = Op::kCreate, .path = "journal", .error = ENOSPC});
  for (const char* key : {"x", "y", "z"}) bench.KeepNow(Kept(key));
  EXPECT_EQ(bench.store().Health().lost, 1u);
  EXPECT_LE(bench.store().Health().waiting_bytes, 200u);
  EXPECT_TRUE(absl::StrContains(bench.AwaitNotice("lost"), "what is to be kept is lost"));
  bench.disk().StopFailing();
  EXPECT_EQ(FoundAtNextStart(bench), "x y");
}

TEST(StoreFailure, WhatIsLostAtTheEndIsSaid) {
  StoreBench bench;
  ASSERT_EQ(bench.Open(), "");
  bench.disk().Fail({.op = Op::kCreate, .path = "journal", .error = EROFS});
  bench.KeepNow(Kept("x"));
  bench.store().Close();
  EXPECT_TRUE(absl::StrContains(bench.AwaitNotice("lost"), "1 records that were to be kept"));
}

TEST(StoreFailure, AFailedSyncFailsItsCommitsAndSavesWhatWasKept) {
  StoreBench bench;
  ASSERT_EQ(bench.Open(), "");
  ASSERT_EQ(bench.CommitNow(1, Account(1)), StoreError::kNone);
  bench.KeepNow(Kept("x"));
  bench.disk().Fail({.op = Op::kSync, .path = "journal", .error = EIO, .calls = 1});
  bench.store().Append(Kept("y"));
  EXPECT_EQ(bench.CommitNow(2, Account(2)), StoreError::kFailed);
  EXPECT_EQ(bench.store().Health().state, StoreState::kRefusing);
  // The failed commit does not count, although the page cache has it.
  EXPECT_EQ(FoundAfter(bench, FakeDisk::Cut::kKept), "1 x y");
  EXPECT_EQ(bench.CommitNow(3, Account(3)), StoreError::kNone);
  EXPECT_EQ(bench.store().Health().state, StoreState::kGood);
  // The first segment was synced with success before, but what it lost stays lost.
  EXPECT_EQ(FoundAfter(bench, FakeDisk::Cut::kLost), "1 3 x y");
  EXPECT_EQ(FoundAtNextStart(bench), "1 3 x y");
}

TEST(StoreFailure, ADiskThatFailsEachSyncIsAskedForEachCommit) {
  StoreBench bench;
  bench.options.sync = SyncMode::kTurn;
  ASSERT_EQ(bench.Open(), "");
  bench.disk().Fail({.op = Op::kSync, .path = "journal", .error = EIO});
  for (uint64_t id = 1; id <= 5; ++id) {
    bench.store().Append(Kept(absl::StrCat("x", id)));
    EXPECT_EQ(bench.CommitNow(id, Account(id)), StoreError::kFailed);
  }
  EXPECT_EQ(FoundAfter(bench, FakeDisk::Cut::kKept), "x1 x2 x3 x4 x5");
  bench.disk().StopFailing();
  EXPECT_EQ(bench.CommitNow(6, Account(6)), StoreError::kNone);
  EXPECT_EQ(FoundAfter(bench, FakeDisk::Cut::kLost), "6 x1 x2 x3 x4 x5");
  EXPECT_EQ(FoundAtNextStart(bench), "6 x1 x2 x3 x4 x5");
}

TEST(StoreFailure, AHangingDiskFailsTheCommitAndItStaysFailed) {
  for (int end : {0, EIO}) {
    StoreBench bench;
    bench.options.commit_patience = absl::Milliseconds(20);
    ASSERT_EQ(bench.Open(), "");
    bench.disk().HangSyncs("journal");
    bench.store().Append(Kept("x"));
    EXPECT_EQ(bench.CommitNow(1, Account(1)), StoreError::kTimeout);
    EXPECT_TRUE(absl::StrContains(bench.AwaitNotice("confirm"), "it does not answer"));
    EXPECT_EQ(FoundAfter(bench, FakeDisk::Cut::kKept), "x");
    bench.disk().EndHanging(end);
    bench.AwaitNotice("takes changes again");
    EXPECT_EQ(FoundAfter(bench, FakeDisk::Cut::kKept), "x");
    bench.options.commit_patience = absl::Hours(1);
    EXPECT_EQ(FoundAtNextStart(bench), "x");
    EXPECT_EQ(bench.CommitNow(2, Account(2)), StoreError::kNone);
    EXPECT_EQ(FoundAfter(bench, FakeDisk::Cut::kLost), "2 x");
  }
}

TEST(StoreFailure, TheDatabaseFollowsWhenItCan) {
  for (Op op : {Op::kWrite, Op::kSync}) {
    for (int error : {ENOSPC, EIO}) {
      StoreBench bench;
      ASSERT_EQ(bench.Open(), "");
      bench.disk().Fail({.op = op, .path = "data.db", .error = error});
      EXPECT_EQ(bench.CommitNow(1, Account(1)), StoreError::kNone);
      EXPECT_TRUE(absl::StrContains(bench.AwaitNotice("takes nothing"),
                                    "the database in '/data' takes nothing: "));
      EXPECT_EQ(bench.store().Health().state, StoreState::kBehind);
      EXPECT_EQ(bench.CommitNow(2, Account(2)), StoreError::kNone);
      EXPECT_EQ(FoundAfter(bench, FakeDisk::Cut::kLost), "1 2");
      bench.disk().StopFailing();
      bench.AwaitNotice("the database takes changes again");
      EXPECT_EQ(FoundAfter(bench, FakeDisk::Cut::kLost), "1 2");
      EXPECT_EQ(FoundAtNextStart(bench), "1 2");
    }
  }
}

TEST(StoreFailure, ALockOfAnotherProgramStopsTheDatabaseAlone) {
  StoreBench bench;
  ASSERT_EQ(bench.Open(), "");
  Sqlite shell = *Sqlite::Open("/data/data.db", {.vfs = bench.vfs().name()});
  ASSERT_TRUE(shell.Run("BEGIN IMMEDIATE").ok());
  EXPECT_EQ(bench.CommitNow(1, Account(1)), StoreError::kNone);
  EXPECT_TRUE(absl::StrContains(bench.AwaitNotice("takes nothing"), "database is locked"));
  EXPECT_EQ(bench.CommitNow(2, Account(2)), StoreError::kNone);
  // Also a clean end leaves it to the next start.
  bench.store().Close();
  EXPECT_TRUE(absl::StrContains(bench.AwaitNotice("the journal keeps"), "for the next start"));
  bench.Close();
  EXPECT_EQ(bench.Open(), "cannot use '/data/data.db': database is locked");
  ASSERT_TRUE(shell.Run("COMMIT").ok());
  ASSERT_EQ(bench.Open(), "");
  EXPECT_EQ(FoundBy(bench), "1 2");
}

TEST(StoreFailure, DamageToWhatWasPromisedStopsTheStart) {
  StoreBench bench;
  bench.options.gather = absl::Hours(1);
  ASSERT_EQ(bench.Open(), "");
  for (uint64_t id = 1; id <= 3; ++id)
    ASSERT_EQ(bench.CommitNow(id, Account(id)), StoreError::kNone);
  auto disk = bench.disk().AfterCut(bench.disk().changes(), FakeDisk::Cut::kKept, 0);
  const std::string path = "/data/journal-00000001";
  std::string content = disk->ContentOf(path);
  content[content.find("\"a2\"")] ^= 1;
  disk->SetContent(path, content);
  StoreBench after(std::move(disk));
  EXPECT_TRUE(absl::StrContains(after.Open(), "'/data/journal-00000001' is damaged at byte "));
}

}  // namespace
}  // namespace irc
