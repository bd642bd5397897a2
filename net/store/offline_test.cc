#include "net/store/offline.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "net/store/database/sqlite.h"
#include "net/store/store.h"
#include "net/store/testing/sample_rows.h"

namespace irc {
namespace {

class Offline : public testing::Test {
 protected:
  void SetUp() override {
    const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    root_ = absl::StrCat(testing::TempDir(), "/offline-", getpid(), "-", name);
    std::filesystem::create_directory(root_);
    folder_ = root_ + "/data";
  }

  std::unique_ptr<Store> OpenStore(absl::Duration gather = absl::ZeroDuration()) {
    absl::StatusOr<Store::Opened> opened = Store::Open({.folder = folder_, .gather = gather});
    EXPECT_TRUE(opened.ok()) << opened.status();
    rows_ = opened->rows;
    return std::move(opened->store);
  }

  void CommitNow(Store& store, std::vector<Record> records) {
    store.Commit({1}, std::move(records));
    store.Flush();
    for (int i = 0; i < 100; ++i) {
      for (const CommitDone& done : store.TakeDone()) {
        EXPECT_EQ(done.error, StoreError::kNone);
        return;
      }
      pollfd ready = {.fd = store.wake_fd(), .events = POLLIN, .revents = 0};
      ::poll(&ready, 1, 100);
    }
    FAIL() << "the commit has no end";
  }

  std::string Exported(const std::string& source) {
    std::ostringstream out;
    const absl::Status status = Export(source, out);
    return status.ok() ? out.str() : std::string(status.message());
  }

  std::string Imported(const std::string& text) {
    std::istringstream in(text);
    const absl::StatusOr<uint64_t> rows = Import(in, folder_);
    return rows.ok() ? absl::StrCat(*rows) : std::string(rows.status().message());
  }

  std::string Findings() { return absl::StrJoin(CheckData(folder_), "\n"); }

  // A copy of the folder as it is now, as after kill -9, in the place of the folder.
  void KillCopy() {
    const std::string copy = root_ + "/killed";
    std::filesystem::copy(folder_, copy, std::filesystem::copy_options::recursive);
    folder_ = copy;
  }

  std::string root_;
  std::string folder_;
  std::vector<Record> rows_;  // that the last start has given back
};

constexpr char kFirstLine[] =
    R"({"ircserv":"export","version":4,"highest":{"accounts":2,"audit":2,"bans":2,)"
    R"("channels":2,"credentials":2,"groups":2,"marks":2,"memos":2,"news":2}})";

TEST_F(Offline, ExportsAndImportsEverything) {
  CommitNow(*OpenStore(), PutAll(SampleRows(2)));
  const std::string text = Exported(folder_);
  EXPECT_TRUE(
      absl::StartsWith(text, absl::StrCat(kFirstLine, "\n{\"table\":\"accounts\",\"id\":2")))
      << text;
  EXPECT_TRUE(absl::StrContains(text, "verifier2"));
  folder_ = root_ + "/other";
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(Imported(text), "32");
    EXPECT_EQ(Exported(folder_), text);
  }
  const auto store = OpenStore();
  EXPECT_EQ(rows_.size(), 31u) << "all but the audit";
}

TEST_F(Offline, ExportsHaveTheRestOfTheJournal) {
  const auto store = OpenStore(absl::Hours(1));
  CommitNow(*store, PutAll(SampleRows(2)));
  KillCopy();
  const std::string text = Exported(folder_);
  EXPECT_TRUE(absl::StrContains(text, "verifier2")) << text;
  EXPECT_TRUE(absl::StartsWith(text, kFirstLine));
  EXPECT_EQ(Exported(folder_), text);
}

TEST_F(Offline, ImportsKeepTheIdsOfWhatIsGone) {
  {
    const auto store = OpenStore();
    CommitNow(*store, PutAll(SampleRows(7)));
    CommitNow(*store, {Drop(AccountRow{.id = {7}})});
  }
  const std::string text = Exported(folder_);
  folder_ = root_ + "/other";
  EXPECT_EQ(Imported(text), "31");
  const absl::StatusOr<Store::Opened> opened = Store::Open({.folder = folder_});
  EXPECT_EQ(opened->highest.at("accounts"), 7u);
}

TEST_F(Offline, ImportsSayWhichLineIsWrongAndDoNothing) {
  CommitNow(*OpenStore(), PutAll(SampleRows(2)));
  const std::string text = Exported(folder_);
  folder_ = root_ + "/other";
  EXPECT_EQ(Imported(""), "the export is empty");
  EXPECT_EQ(Imported("hello"), "line 1: this is no export of ircserv");
  for (const char* version : {"5", "0", "\"4\"", "1.5"}) {
    EXPECT_EQ(Imported(absl::StrReplaceAll(
                  text, {{"\"version\":4", absl::StrCat("\"version\":", version)}})),
              absl::StrCat("line 1: the export has version ", version,
                           ", and this program reads those up to 4"));
  }
  EXPECT_EQ(Imported(absl::StrReplaceAll(text, {{"\"marks\":2,", "\"masks\":2,"}})),
            "line 1: the member 'highest' has what does not belong there");
  EXPECT_EQ(Imported(absl::StrReplaceAll(text, {{"\"grouped_at\"", "\"when\""}})),
            "line 3: the column 'grouped_at' of nicks is missing");
  EXPECT_EQ(Imported(absl::StrCat(text, R"({"drop":"accounts","id":2})")),
            "line 34: an export has rows, and nothing to drop");
  EXPECT_EQ(Exported(folder_), R"({"ircserv":"export","version":4,"highest":{}})"
                               "\n");
}

// Each version has the tables of those before it, and some more.
TEST_F(Offline, ImportsThoseOfEarlierVersions) {
  EXPECT_EQ(Imported(R"({"ircserv":"export","version":1,"highest":{"accounts":4}})"
                     "\n"
                     R"({"table":"seen","account":4,"at":"2026-01-01T00:00:00.000Z"})"
                     "\n"),
            "1");
}

TEST_F(Offline, ChangesSeeTheRestOfTheJournal) {
  {
    const auto store = OpenStore(absl::Hours(1));
    CommitNow(*store, PutAll(SampleRows(2)));
    KillCopy();
  }
  const std::string before = Exported(folder_);
  size_t seen = 0;
  const auto add = [&](const std::vector<Row>& rows, const HighestIds& highest) {
    seen = rows.size();
    return std::vector<Record>{Put(AccountRow{.id = {highest.at("accounts") + 1}, .name = "new"}),
                               Drop(HoldRow{.name = "name2"})};
  };
  EXPECT_TRUE(ChangeRows(folder_, /*only_try=*/true, add).ok());
  EXPECT_EQ(seen, 31u) << "all but the audit";
  EXPECT_EQ(Exported(folder_), before);
  EXPECT_TRUE(ChangeRows(folder_, /*only_try=*/false, add).ok());
  EXPECT_EQ(seen, 31u);
  const std::string after = Exported(folder_);
  EXPECT_TRUE(absl::StrContains(after, R"("id":3,"name":"new")")) << after;
  EXPECT_TRUE(absl::StrContains(before, R"("table":"holds")"));
  EXPECT_FALSE(absl::StrContains(after, R"("table":"holds")"));
  EXPECT_TRUE(absl::StrContains(after, R"("highest":{"accounts":3)"));
}

TEST_F(Offline, ATryCreatesNothing) {
  const auto nothing = [](const std::vector<Row>& rows, const HighestIds&) {
    EXPECT_TRUE(rows.empty());
    return std::vector<Record>();
  };
  EXPECT_TRUE(ChangeRows(folder_, /*only_try=*/true, nothing).ok());
  EXPECT_FALSE(std::filesystem::exists(folder_));
  EXPECT_TRUE(ChangeRows(folder_, /*only_try=*/false, nothing).ok());
  EXPECT_TRUE(std::filesystem::exists(folder_));
}

TEST_F(Offline, NothingTouchesTheFolderOfAServer) {
  const auto store = OpenStore();
  const std::string sentence =
      absl::StrCat("another server uses the folder '", folder_,
                   "': stop it, or give this one a folder of its own with --data");
  EXPECT_EQ(Exported(folder_), sentence);
  EXPECT_EQ(Imported(kFirstLine), sentence);
  EXPECT_EQ(Findings(), sentence);
}

TEST_F(Offline, BackupsOfARunningServerHaveAllThatWasAcknowledged) {
  for (absl::Duration gather : {absl::ZeroDuration(), absl::Hours(1)}) {
    folder_ = absl::StrCat(root_, "/data", absl::ToInt64Hours(gather));
    const auto store = OpenStore(gather);
    CommitNow(*store, PutAll(SampleRows(2)));
    CommitNow(*store, {Put(AccountRow{.id = {3}, .name = "third"})});
    const std::string file = absl::StrCat(folder_, ".backup");
    ASSERT_EQ(Backup(folder_, file).message(), "");
    const std::string text = Exported(file);
    EXPECT_TRUE(absl::StrContains(text, "verifier2")) << text;
    EXPECT_TRUE(absl::StrContains(text, "third")) << text;
    struct stat info = {};
    ASSERT_EQ(::stat(file.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u);
    EXPECT_EQ(Backup(folder_, file).message(),
              absl::StrCat("cannot write the backup '", file, "': File exists"));
    // Nothing else is left, and the backup is the database of another folder.
    EXPECT_FALSE(std::filesystem::exists(file + ".part"));
    EXPECT_FALSE(std::filesystem::exists(file + "-wal"));
    folder_ += "-restored";
    std::filesystem::create_directory(folder_);
    std::filesystem::copy(file, folder_ + "/data.db");
    EXPECT_EQ(Findings(), "");
    const auto restored = OpenStore();
    EXPECT_EQ(rows_.size(), 32u);
  }
}

TEST_F(Offline, BackupsGoOnWhileTheServerWrites) {
  const auto store = OpenStore();
  for (uint64_t id = 1; id <= 20; ++id) {
    CommitNow(*store, {Put(AccountRow{.id = {id}, .name = absl::StrCat("name-", id, ".")})});
    const std::string file = absl::StrCat(root_, "/backup", id);
    ASSERT_EQ(Backup(folder_, file).message(), "");
    const std::string text = Exported(file);
    for (uint64_t there = 1; there <= id; ++there) {
      EXPECT_TRUE(absl::StrContains(text, absl::StrCat("name-", there, "."))) << id;
    }
  }
}

TEST_F(Offline, CheckFindsNothingInGoodData) {
  CommitNow(*OpenStore(), PutAll(SampleRows(2)));
  EXPECT_EQ(Findings(), "");
  const auto store = OpenStore(absl::Hours(1));
  CommitNow(*store, {Put(AccountRow{.id = {5}}), Put(NickRow{.nick = "five", .account = {5}})});
  KillCopy();
  EXPECT_EQ(Findings(), "");
  EXPECT_EQ(Findings(), "");
}

TEST_F(Offline, CheckFindsRowsWithoutTheirOwner) {
  {
    const auto store = OpenStore(absl::Hours(1));
    CommitNow(*store, PutAll(SampleRows(2)));
    CommitNow(*store, {Drop(AccountRow{.id = {2}}), Drop(ChannelRow{.id = {2}}),
                       Drop(GroupRow{.id = {2}})});
    KillCopy();
  }
  EXPECT_EQ(
      Findings(),
      "the row nick2 of the table nicks belongs to the account 2, which does not exist\n"
      "the row 2 of the table settings belongs to the account 2, which does not exist\n"
      "the row 2 of the table seen belongs to the account 2, which does not exist\n"
      "the row 2 of the table credentials belongs to the account 2, which does not exist\n"
      "the row 2 of the table uses belongs to the account 2, which does not exist\n"
      "the row 2 of the table suspensions belongs to the account 2, which does not exist\n"
      "the row 2 of the table group_members belongs to the group 2, which does not exist\n"
      "the row 2 of the table group_members belongs to the account 2, which does not exist\n"
      "the row 2 of the table group_settings belongs to the group 2, which does not exist\n"
      "the row 2 of the table channel_uses belongs to the channel 2, which does not exist\n"
      "the row 2 of the table channel_modes belongs to the channel 2, which does not exist\n"
      "the row 2 of the table channel_topics belongs to the channel 2, which does not exist\n"
      "the row 2 of the table channel_masks belongs to the channel 2, which does not exist\n"
      "the row 2 of the table channel_metadata belongs to the channel 2, which does not exist\n"
      "the row 2 of the table channel_settings belongs to the channel 2, which does not exist\n"
      "the row 2 of the table channel_access belongs to the channel 2, which does not exist\n"
      "the row 2 of the table vhosts belongs to the account 2, which does not exist\n"
      "the row 2 of the table vhost_requests belongs to the account 2, which does not exist\n"
      "the row host2 of the table vhost_offers belongs to the group 2, which does not exist\n"
      "the row 2 of the table memos belongs to the account 2, which does not exist\n"
      "the row 2 of the table memo_ignores belongs to the account 2, which does not exist");
}

TEST_F(Offline, CheckFindsWhatPeopleHaveChanged) {
  EXPECT_EQ(Findings(),
            absl::StrCat("cannot write to the folder '", folder_, "': No such file or directory"));
  CommitNow(*OpenStore(), PutAll(SampleRows(2)));
  {
    Sqlite shell = *Sqlite::Open(folder_ + "/data.db", {});
    ASSERT_TRUE(shell
                    .Run("UPDATE accounts SET id = 3, verified_at = 'soon'; UPDATE nicks SET "
                         "account = 3; DELETE FROM settings; DELETE FROM seen; DELETE FROM "
                         "credentials; DELETE FROM uses; DELETE FROM suspensions; DELETE FROM "
                         "group_members; DELETE FROM vhosts; DELETE FROM vhost_requests; DELETE "
                         "FROM memos; DELETE FROM memo_ignores")
                    .ok());
  }
  EXPECT_EQ(
      Findings(),
      "the row 3 of the table accounts has in its column 'verified_at' what does not belong "
      "there\n"
      "the table accounts has the id 3, which is higher than the highest that was ever given");
}

TEST_F(Offline, CheckFindsDamage) {
  CommitNow(*OpenStore(), PutAll(SampleRows(2)));
  {
    std::fstream file(folder_ + "/data.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096 * 2);
    file << std::string(4096, 'x');
  }
  EXPECT_NE(Findings(), "");
}

}  // namespace
}  // namespace irc
