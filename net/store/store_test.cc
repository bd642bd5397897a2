#include "net/store/store.h"

#include <cerrno>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "net/store/testing/store_fixture.h"

namespace irc {
namespace {

std::vector<Record> WithoutAudit(std::vector<Row> rows) {
  std::erase_if(rows, [](const Row& row) { return std::holds_alternative<AuditRecordRow>(row); });
  return PutAll(std::move(rows));
}

std::string FilesOn(const FakeDisk& disk) { return absl::StrJoin(disk.Names(), " "); }

TEST(Store, GivesBackWhatWasKeptAndCommitted) {
  StoreBench bench;
  ASSERT_EQ(bench.Open(), "");
  EXPECT_TRUE(bench.opened.rows.empty());
  EXPECT_TRUE(bench.opened.highest.empty());
  bench.store().Append(PutAll({SeenRow{.account = {5}, .at = SampleTime(1)}}));
  EXPECT_EQ(bench.CommitNow(1, PutAll(SampleRows(3))), StoreError::kNone);
  bench.Close();
  EXPECT_EQ(FilesOn(bench.disk()), "/data/data.db");
  ASSERT_EQ(bench.Open(), "");
  std::vector<Record> expected = WithoutAudit(SampleRows(3));
  expected.insert(expected.begin() + 4, Put(SeenRow{.account = {5}, .at = SampleTime(1)}));
  EXPECT_EQ(bench.opened.rows, expected);
  EXPECT_EQ(bench.opened.highest, (HighestIds{{"accounts", 3},
                                              {"audit", 3},
                                              {"bans", 3},
                                              {"channels", 3},
                                              {"credentials", 3},
                                              {"groups", 3},
                                              {"marks", 3},
                                              {"memos", 3},
                                              {"news", 3}}));
  EXPECT_TRUE(bench.opened.notes.empty());
}

TEST(Store, GivesBackTheSameAfterKill) {
  StoreBench bench;
  bench.options.gather = absl::Hours(1);  // the database has nothing
  ASSERT_EQ(bench.Open(), "");
  EXPECT_EQ(bench.CommitNow(1, PutAll(SampleRows(3))), StoreError::kNone);
  bench.KeepNow({Drop(SeenRow{.account = {3}}), Put(SettingRow{.account = {3}, .key = "k"})});
  StoreBench after(bench.disk().AfterCut(bench.disk().changes(), FakeDisk::Cut::kKept, 0));
  ASSERT_EQ(after.Open(), "");
  EXPECT_EQ(after.opened.rows.size(), 31u);
  EXPECT_EQ(after.opened.highest.at("accounts"), 3u);
  EXPECT_EQ(FilesOn(after.disk()), "/data/data.db /data/data.db-wal");
  bench.Close();
}

TEST(Store, KeepsTheOrderWithinATurn) {
  StoreBench bench;
  ASSERT_EQ(bench.Open(), "");
  const auto setting = [](const std::string& value) {
    return std::vector<Record>{Put(SettingRow{.account = {1}, .key = "k", .value = value})};
  };
  bench.store().Append(setting("a"));
  bench.store().Commit({1}, setting("b"));
  bench.store().Append(setting("c"));
  bench.store().Commit({2}, setting("d"));
  bench.store().Append(setting("e"));
  bench.store().Flush();
  EXPECT_EQ(bench.AwaitCommit(1), StoreError::kNone);
  EXPECT_EQ(bench.AwaitCommit(2), StoreError::kNone);
  bench.Close();
  ASSERT_EQ(bench.Open(), "");
  EXPECT_EQ(bench.opened.rows, setting("e"));
}

TEST(Store, SyncsOnceForManyCommits) {
  StoreBench bench;
  ASSERT_EQ(bench.Open(), "");
  bench.disk().HangSyncs("journal");
  for (uint64_t id = 1; id <= 20; ++id) {
    bench.store().Commit({id}, {Put(AccountRow{.id = {id}})});
    bench.store().Flush();
  }
  bench.disk().EndHanging(0);
  for (uint64_t id = 1; id <= 20; ++id) EXPECT_EQ(bench.AwaitCommit(id), StoreError::kNone);
  EXPECT_LE(bench.store().Health().syncs, 2u);
  EXPECT_EQ(bench.store().Health().turns, 20u);
  EXPECT_EQ(bench.store().Health().commits_good, 20u);
}

TEST(Store, CommitsOfNothingAreGood) {
  StoreBench bench;
  ASSERT_EQ(bench.Open(), "");
  EXPECT_EQ(bench.CommitNow(1, {}), StoreError::kNone);
  EXPECT_EQ(bench.store().Health().turns, 0u);
}

TEST(Store, NeverUsesATurnTwice) {
  StoreBench bench;
  for (uint64_t id = 1; id <= 4; ++id) {
    ASSERT_EQ(bench.Open(), "");
    EXPECT_EQ(bench.opened.rows.size(), id - 1);
    EXPECT_EQ(bench.CommitNow(id, {Put(AccountRow{.id = {id}})}), StoreError::kNone);
    bench.Close();
  }
}

TEST(Store, RefusesAFolderThatIsInUse) {
  StoreBench bench;
  ASSERT_EQ(bench.Open(), "");
  EXPECT_EQ(Store::Open(bench.options).status().message(),
            "another server uses the folder '/data': stop it, or give this one a folder of its own "
            "with --data");
}

TEST(Store, RefusesWhatIsNoDatabase) {
  StoreBench bench;
  bench.disk().SetContent("/data/data.db", std::string(4096, 'x'));
  EXPECT_EQ(bench.Open(), "cannot use '/data/data.db': file is not a database");
}

TEST(Store, RemovesSegmentsThatTheDatabaseHas) {
  StoreBench bench;
  bench.options.segment_bytes = 1000;
  ASSERT_EQ(bench.Open(), "");
  for (uint64_t id = 1; id <= 30; ++id) {
    ASSERT_EQ(bench.CommitNow(id, {Put(AccountRow{.id = {id}})}), StoreError::kNone);
  }
  bench.AwaitDatabase();
  EXPECT_EQ(bench.store().Health().turns_behind, 0u);
  bench.Await([&] { return bench.store().Health().journal_bytes < 1400; });
  EXPECT_LT(bench.store().Health().journal_bytes, 1400u);
  bench.Close();
  ASSERT_EQ(bench.Open(), "");
  EXPECT_EQ(bench.opened.rows.size(), 30u);
}

TEST(Store, InMemoryKeepsNothing) {
  StoreBench bench;
  bench.options.folder = ":memory:";
  ASSERT_EQ(bench.Open(), "");
  EXPECT_EQ(bench.CommitNow(1, {Put(AccountRow{.id = {1}})}), StoreError::kNone);
  bench.AwaitDatabase();
  bench.Close();
  ASSERT_EQ(bench.Open(), "");
  EXPECT_TRUE(bench.opened.rows.empty());
  EXPECT_TRUE(bench.disk().Names().empty());
}

// Asks, flushes the turn, and gives the actions of the rows.
std::string ActionsIn(StoreBench& bench, const AuditQuery& query) {
  std::string actions;
  bench.store().Read({1}, query);
  bench.store().Flush();
  bench.Await([&] {
    for (const ReadDone& done : bench.store().TakeRead()) {
      EXPECT_EQ(done.error, StoreError::kNone);
      actions = absl::StrJoin(done.rows, " ", [](std::string* out, const Row& row) {
        absl::StrAppend(out, std::get<AuditRecordRow>(row).action);
      });
      return true;
    }
    return false;
  });
  return actions;
}

TEST(StoreRead, FindsTheAuditThatWasJustWritten) {
  StoreBench bench;
  ASSERT_EQ(bench.Open(), "");
  const auto act = [&](uint64_t id, const char* actor, const char* action, const char* target) {
    bench.store().Append({Put(AuditRecordRow{.id = {id},
                                             .at = SampleTime(static_cast<int64_t>(id)),
                                             .actor = actor,
                                             .action = action,
                                             .target = target})});
  };
  EXPECT_EQ(ActionsIn(bench, {}), "");
  act(1, "ann!a@x", "SUSPEND", "eve");
  act(2, "bob!b@x", "KLINE", "*@evil");
  bench.store().Flush();
  EXPECT_EQ(ActionsIn(bench, {}), "KLINE SUSPEND");
  act(3, "Ann!a@x", "UNSUSPEND", "Eve");
  act(4, "bob!b@x", "DROP", "eve\xff");
  EXPECT_EQ(ActionsIn(bench, {}), "DROP UNSUSPEND KLINE SUSPEND");
  EXPECT_EQ(ActionsIn(bench, {.before = 4}), "UNSUSPEND KLINE SUSPEND");
  EXPECT_EQ(ActionsIn(bench, {.limit = 2}), "DROP UNSUSPEND");
  EXPECT_EQ(ActionsIn(bench, {.actor = "ANN!"}), "UNSUSPEND SUSPEND");
  EXPECT_EQ(ActionsIn(bench, {.target = "eve"}), "DROP UNSUSPEND SUSPEND");
  EXPECT_EQ(ActionsIn(bench, {.target = "eve", .action = "suspend"}), "UNSUSPEND SUSPEND");
  EXPECT_EQ(ActionsIn(bench, {.target = "%"}), "");
  EXPECT_EQ(ActionsIn(bench, {.since = SampleTime(3)}), "DROP UNSUSPEND");
  EXPECT_EQ(ActionsIn(bench, {.since = SampleTime(5)}), "");
}

TEST(StoreRead, GivesUpWhenTheDatabaseDoesNotFollow) {
  StoreBench bench;
  bench.options.read_patience = absl::ZeroDuration();
  ASSERT_EQ(bench.Open(), "");
  bench.disk().Fail({.op = FakeDisk::Op::kWrite, .path = "data.db", .error = ENOSPC});
  bench.KeepNow({Put(AuditRecordRow{.id = {1}})});
  bench.store().Read({7}, AuditQuery());
  std::vector<ReadDone> done;
  bench.Await([&] {
    done = bench.store().TakeRead();
    return !done.empty();
  });
  ASSERT_EQ(done.size(), 1u);
  EXPECT_EQ(done[0].error, StoreError::kTimeout);
  bench.disk().StopFailing();
}

TEST(StoreErrorNames, Differ) {
  EXPECT_EQ(StoreErrorName(StoreError::kFull), "full");
  EXPECT_EQ(StoreErrorName(StoreError::kTimeout), "timeout");
}

}  // namespace
}  // namespace irc
