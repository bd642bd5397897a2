// The loss of power, at every moment of a run.
//
// A store runs on a FakeDisk, which records each change of each file in one order, those of SQLite
// too. The test notes at which change each promise was given. Then the power goes after every
// change, in several ways: what was not synced is lost, is there, is torn, or is there in part and
// in any order. What is left is opened, and must obey the law (Law, below), twice.
#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/store/store.h"
#include "net/store/testing/store_fixture.h"

namespace irc {
namespace {

using Cut = FakeDisk::Cut;

// What the run has told somebody, and when. A moment is a number of changes of the disk.
struct GivenCommit {
  uint64_t id = 0;
  uint64_t kept_before = 0;  // how many kept records were given before it
  size_t given = 0;          // the moment before it was written
  size_t told = SIZE_MAX;    // the moment after its end was taken
  StoreError error = StoreError::kNone;
  size_t later_sync = SIZE_MAX;  // for one in doubt: when a later commit was good
};

// One run: commit n puts the account n and its credential n. Every kept record puts a mark, whose
// ids count up, and the one setting, whose value is the number of the record.
class RecordedRun {
 public:
  explicit RecordedRun(const StoreOptions& changes = {}) {
    bench_.options.sync = changes.sync;
    bench_.options.segment_bytes = 1500;  // several segments
    bench_.options.commit_patience = changes.commit_patience;
    EXPECT_EQ(bench_.Open(), "");
  }

  FakeDisk& disk() { return bench_.disk(); }
  StoreBench& bench() { return bench_; }

  void Keep() {
    ++kept_;
    bench_.store().Append(
        {Put(MarkRow{.id = {kept_}, .name = "n"}),
         Put(SettingRow{.account = {9999}, .key = "count", .value = absl::StrCat(kept_)})});
  }

  void Commit() {
    const uint64_t id = commits_.size() + 1;
    commits_.push_back({.id = id, .kept_before = kept_, .given = disk().changes()});
    const std::string name = absl::StrCat("account", id);
    bench_.store().Commit({id},
                          {Put(AccountRow{.id = {id}, .name = name}),
                           Put(CredentialRow{.id = {id}, .account = {id}, .verifier = name})});
  }

  void Flush() { bench_.store().Flush(); }

  // Takes the ends of all commits.
  void AwaitAll() {
    for (GivenCommit& commit : commits_) {
      if (commit.told != SIZE_MAX) continue;
      commit.error = bench_.AwaitCommit(commit.id);
      commit.told = disk().changes();
      if (commit.error != StoreError::kNone) continue;
      for (GivenCommit& other : commits_) {
        if (other.told < commit.told && other.later_sync == SIZE_MAX)
          other.later_sync = commit.told;
      }
    }
  }

  // The law, for what is found when the power went after `changes` changes. Returns the first
  // breach; empty: there is none.
  std::string BreachIn(const Store::Opened& opened, size_t changes, Cut cut) const {
    std::set<uint64_t> accounts;
    std::set<uint64_t> credentials;
    uint64_t marks = 0;
    uint64_t last_mark = 0;
    uint64_t count = 0;
    for (const Record& record : opened.rows) {
      if (const auto* account = std::get_if<AccountRow>(&record.row)) {
        if (account->name != absl::StrCat("account", account->id.value)) return "a changed row";
        accounts.insert(account->id.value);
      } else if (const auto* credential = std::get_if<CredentialRow>(&record.row)) {
        credentials.insert(credential->id.value);
      } else if (const auto* mark = std::get_if<MarkRow>(&record.row)) {
        ++marks;
        last_mark = mark->id.value;
      } else if (const auto* setting = std::get_if<SettingRow>(&record.row)) {
        if (!absl::SimpleAtoi(setting->value, &count)) return "a changed setting";
      }
    }
    // Whole, and of kept records none without all before it, each applied in its order.
    if (accounts != credentials) return "half of a commit";
    if (marks != last_mark) return "a kept record without one before it";
    if (count != last_mark) return absl::StrCat("the setting says ", count, " of ", last_mark);
    for (const GivenCommit& commit : commits_) {
      const bool there = accounts.count(commit.id) > 0;
      if (there && commit.given >= changes) return "a commit from the future";
      if (commit.told > changes) continue;
      const std::string name = absl::StrCat("commit ", commit.id);
      if (commit.error == StoreError::kNone) {
        if (!there) return absl::StrCat(name, " was promised and is not there");
        if (marks < commit.kept_before) return absl::StrCat(name, " is there without its turn");
        if (IdOf(opened, "accounts") < commit.id) return absl::StrCat(name, ": its id is free");
      } else if (there && (cut == Cut::kKept || !IsInDoubt(commit, changes))) {
        return absl::StrCat(name, " has failed and is there");
      }
    }
    return "";
  }

  // Cuts the power after each change and looks.
  void CutEverywhere(size_t first, uint32_t mixed) {
    for (size_t changes = first; changes <= disk().changes(); ++changes) {
      for (Cut cut : {Cut::kLost, Cut::kKept, Cut::kTorn}) CutAt(changes, cut, 0);
      for (uint32_t seed = 0; seed < mixed; ++seed) {
        CutAt(changes, Cut::kMixed, static_cast<uint32_t>(changes) * 16 + seed);
      }
      if (testing::Test::HasFailure()) return;
    }
  }

 private:
  // The disk has failed or hung while it was synced, and no sync has succeeded since.
  static bool IsInDoubt(const GivenCommit& commit, size_t changes) {
    const bool by_sync =
        commit.error == StoreError::kTimeout || commit.error == StoreError::kFailed;
    return by_sync && changes < commit.later_sync;
  }

  static uint64_t IdOf(const Store::Opened& opened, const std::string& table) {
    const auto found = opened.highest.find(table);
    return found == opened.highest.end() ? 0 : found->second;
  }

  void CutAt(size_t changes, Cut cut, uint32_t seed) {
    StoreBench after(disk().AfterCut(changes, cut, seed));
    for (int start = 0; start < 2; ++start) {
      const std::string error = after.Open();
      const std::string breach = error.empty() ? BreachIn(after.opened, changes, cut) : error;
      EXPECT_EQ(breach, "") << "after change " << changes << " of " << disk().changes() << ", cut "
                            << static_cast<int>(cut) << ", seed " << seed << ", start " << start;
      if (!breach.empty()) return;
      // The second start finds what the first one has left when the power goes again.
      if (start == 0) {
        StoreBench again(after.disk().AfterCut(after.disk().changes(), Cut::kLost, seed));
        const std::string second = again.Open();
        EXPECT_EQ(second.empty() ? BreachIn(again.opened, changes, cut) : second, "")
            << "again after change " << changes;
      }
      after.Close();
    }
  }

  StoreBench bench_;
  std::vector<GivenCommit> commits_;
  uint64_t kept_ = 0;
};

StoreOptions Options(SyncMode sync) { return {.sync = sync, .commit_patience = absl::Hours(1)}; }

void PlayTurns(RecordedRun& run, int turns) {
  for (int turn = 0; turn < turns; ++turn) {
    if (turn % 3 != 0) run.Keep();
    if (turn % 2 == 0) run.Commit();
    if (turn % 5 == 0) run.Keep();
    if (turn % 7 == 0) run.Commit();
    run.Flush();
    if (turn % 4 == 3) run.AwaitAll();
  }
  run.AwaitAll();
}

void PlayAndCut(SyncMode sync) {
  RecordedRun run(Options(sync));
  PlayTurns(run, 24);
  run.bench().AwaitDatabase();
  run.bench().Close();
  run.CutEverywhere(0, 3);
}

TEST(PowerLoss, LosesNothingThatWasPromised) { PlayAndCut(SyncMode::kTurn); }

TEST(PowerLoss, LosesNothingThatWasPromisedWithFewSyncs) { PlayAndCut(SyncMode::kNever); }

TEST(PowerLoss, NorAtTheEndsOfStarts) {
  RecordedRun run(Options(SyncMode::kSecond));
  PlayTurns(run, 6);
  const size_t first = run.disk().changes();
  run.bench().Close();
  ASSERT_EQ(run.bench().Open(), "");
  PlayTurns(run, 6);
  run.bench().Close();
  run.CutEverywhere(first, 3);
}

TEST(PowerLoss, NorAfterSyncsThatFail) {
  RecordedRun run(Options(SyncMode::kNever));
  PlayTurns(run, 4);
  const size_t first = run.disk().changes();
  run.disk().Fail({.op = FakeDisk::Op::kSync, .path = "journal", .error = EIO, .calls = 1});
  PlayTurns(run, 4);
  run.disk().Fail({.op = FakeDisk::Op::kSync, .path = "journal", .error = EIO, .calls = 2});
  PlayTurns(run, 4);
  run.disk().Fail({.op = FakeDisk::Op::kSync, .path = "data.db", .error = EIO, .calls = 1});
  PlayTurns(run, 4);
  run.bench().Close();
  run.CutEverywhere(first, 4);
}

TEST(PowerLoss, NorOnAFullDisk) {
  RecordedRun run(Options(SyncMode::kNever));
  PlayTurns(run, 4);
  const size_t first = run.disk().changes();
  for (size_t taken : {0, 40, 100}) {
    run.disk().Fail({.op = FakeDisk::Op::kWrite,
                     .path = "journal",
                     .error = ENOSPC,
                     .calls = 1,
                     .taken = taken});
    PlayTurns(run, 3);
  }
  run.disk().Fail({.op = FakeDisk::Op::kWrite, .path = "data.db", .error = ENOSPC, .calls = 3});
  PlayTurns(run, 3);
  run.bench().Close();
  run.CutEverywhere(first, 4);
}

TEST(PowerLoss, NorWhenTheDiskHangs) {
  StoreOptions options = Options(SyncMode::kNever);
  options.commit_patience = absl::Milliseconds(30);
  RecordedRun run(options);
  run.disk().HangSyncs("journal");
  PlayTurns(run, 4);
  run.disk().EndHanging(0);
  run.bench().AwaitNotice("takes changes again");
  PlayTurns(run, 4);
  run.bench().Close();
  run.CutEverywhere(0, 4);
}

}  // namespace
}  // namespace irc
