#include "net/store/database/database.h"

#include <sys/stat.h>

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "net/store/database/schema.h"
#include "net/store/testing/sample_rows.h"

namespace irc {
namespace {

std::string NewPath(const std::string& name) {
  return absl::StrCat(testing::TempDir(), "/", name, "-", getpid(), ".db");
}

Database OpenMemory() {
  absl::StatusOr<Database> database = Database::Open(":memory:", {.create = true});
  EXPECT_TRUE(database.ok()) << database.status();
  return *std::move(database);
}

void ApplyAll(Database& database, const std::vector<Record>& records, uint64_t position) {
  ASSERT_TRUE(database.Begin().ok());
  const absl::Status status = database.Apply(records);
  ASSERT_TRUE(status.ok()) << status;
  ASSERT_TRUE(database.Commit(position).ok());
}

std::vector<Row> RowsOf(const Database& database, bool with_audit = true) {
  std::vector<Row> rows;
  const absl::Status status =
      database.ForEachRow(with_audit, [&](Row&& row) { rows.push_back(std::move(row)); });
  EXPECT_TRUE(status.ok()) << status;
  return rows;
}

TEST(Database, GivesBackWhatWasPut) {
  Database database = OpenMemory();
  ApplyAll(database, PutAll(SampleRows(3)), 1);
  EXPECT_EQ(RowsOf(database), SampleRows(3));
  std::vector<Row> without_audit = SampleRows(3);
  std::erase_if(without_audit,
                [](const Row& row) { return std::holds_alternative<AuditRecordRow>(row); });
  EXPECT_EQ(RowsOf(database, /*with_audit=*/false), without_audit);
  EXPECT_EQ(*database.CountRows(true), SampleRows(3).size());
  EXPECT_EQ(*database.CountRows(false), SampleRows(3).size() - 1);
}

TEST(Database, ReplacesTheRowWithTheSameKey) {
  Database database = OpenMemory();
  SettingRow setting{.account = {1}, .key = "a", .value = "x"};
  ApplyAll(database, {Put(setting)}, 1);
  setting.value = "y";
  ApplyAll(database, {Put(setting)}, 2);
  EXPECT_EQ(RowsOf(database), std::vector<Row>{setting});
  setting.key = "b";
  ApplyAll(database, {Put(setting)}, 3);
  EXPECT_EQ(RowsOf(database).size(), 2u);
  ApplyAll(database, {Drop(setting)}, 4);
  EXPECT_EQ(RowsOf(database).size(), 1u);
}

TEST(Database, DropsByTheKeyOfEveryTable) {
  Database database = OpenMemory();
  ApplyAll(database, PutAll(SampleRows(3)), 1);
  std::vector<Record> drops;
  for (const Row& row : SampleRows(3)) drops.push_back(Drop(row));
  ApplyAll(database, drops, 2);
  EXPECT_EQ(RowsOf(database), std::vector<Row>());
}

TEST(Database, KeepsAnyBytes) {
  Database database = OpenMemory();
  std::vector<Row> rows = {HoldRow{.name = std::string("\0a", 2), .by = "\xff\xfe", .reason = "ü"},
                           HoldRow{.name = "\xff", .by = "", .reason = std::string("\0", 1)}};
  ApplyAll(database, PutAll(rows), 1);
  std::vector<Row> found = RowsOf(database);
  EXPECT_EQ(found, (std::vector<Row>{rows[0], rows[1]}));
  ApplyAll(database, {Drop(rows[0]), Drop(rows[1])}, 2);
  EXPECT_TRUE(RowsOf(database).empty());
}

TEST(Database, HasTimesThatSqliteUnderstands) {
  Database database = OpenMemory();
  ApplyAll(database, {Put(SeenRow{.account = {1}, .at = SampleTime(60)})}, 1);
  EXPECT_EQ(*database.sqlite().IntegerOf("SELECT at = '2026-01-01 00:01:00.005' FROM seen"), 1);
  EXPECT_EQ(*database.sqlite().IntegerOf(
                "SELECT count(*) FROM seen WHERE at > datetime('2026-01-02', '-1 days') AND "
                "at < datetime('2026-01-01 00:01:01')"),
            1);
  ApplyAll(database, {Put(SeenRow{.account = {1}, .at = absl::InfiniteFuture()})}, 2);
  EXPECT_EQ(*database.sqlite().IntegerOf("SELECT at IS NULL FROM seen"), 1);
}

TEST(Database, NeverForgetsAnId) {
  const std::string path = NewPath("ids");
  {
    Database database = *Database::Open(path, {.create = true});
    ApplyAll(database, {Put(AccountRow{.id = {4}}), Put(AccountRow{.id = {3}})}, 1);
    ApplyAll(database, {Drop(AccountRow{.id = {4}}), Put(AuditRecordRow{.id = {9}})}, 2);
    ApplyAll(database, {Put(SeenRow{.account = {77}})}, 3);
  }
  const Database database = *Database::Open(path, {});
  EXPECT_EQ(database.highest(), (HighestIds{{"accounts", 4}, {"audit", 9}}));
  EXPECT_EQ(database.position(), 3u);
}

TEST(Database, RollsBackWithItsPosition) {
  Database database = OpenMemory();
  ApplyAll(database, {Put(AccountRow{.id = {1}})}, 5);
  ASSERT_TRUE(database.Begin().ok());
  ASSERT_TRUE(database.Apply(std::vector<Record>{Put(AccountRow{.id = {2}})}).ok());
  database.Rollback();
  EXPECT_EQ(RowsOf(database).size(), 1u);
  EXPECT_EQ(database.position(), 5u);
  EXPECT_EQ(database.highest(), (HighestIds{{"accounts", 1}}));
}

TEST(Database, SaysWhichValueIsWrong) {
  Database database = OpenMemory();
  ASSERT_TRUE(database.sqlite().Run("INSERT INTO seen (account, at) VALUES (7, 'yesterday')").ok());
  const absl::Status status = database.ForEachRow(true, [](Row&&) {});
  EXPECT_EQ(status.message(),
            "the row 7 of the table seen has in its column 'at' what does not belong there");
}

TEST(Database, RefusesThoseOfOthers) {
  const std::string path = NewPath("others");
  Sqlite other = *Sqlite::Open(path, {.create = true});
  ASSERT_TRUE(other.Run("CREATE TABLE shopping (item)").ok());
  EXPECT_EQ(Database::Open(path, {}).status().message(), "the database is one of another program");
  ASSERT_TRUE(other.Run("PRAGMA user_version = 99").ok());
  EXPECT_EQ(Database::Open(path, {}).status().message(),
            absl::StrCat("the database has version 99, and this program knows none after ",
                         kSchemaVersion, ": it was written by a newer one"));
}

// The mechanism of migrations, with versions that this program does not have.
TEST(Migrations, GoFromVersionToVersion) {
  Sqlite database = *Sqlite::Open(":memory:", {.create = true});
  ASSERT_TRUE(
      database.Run("CREATE TABLE t (a); INSERT INTO t VALUES (1); PRAGMA user_version = 1").ok());
  const std::vector<Migration> migrations = {
      {.from = 1, .sql = "ALTER TABLE t ADD COLUMN b NOT NULL DEFAULT 5"},
      {.from = 2, .sql = "UPDATE t SET b = b + 1"}};
  ASSERT_TRUE(Migrate(database, 3, migrations).ok());
  EXPECT_EQ(*database.IntegerOf("SELECT b FROM t"), 6);
  EXPECT_EQ(*database.IntegerOf("PRAGMA user_version"), 3);
  ASSERT_TRUE(Migrate(database, 3, migrations).ok());
  EXPECT_EQ(*database.IntegerOf("SELECT b FROM t"), 6);
}

TEST(Migrations, AreWholeOrDidNotHappen) {
  Sqlite database = *Sqlite::Open(":memory:", {.create = true});
  ASSERT_TRUE(
      database.Run("CREATE TABLE t (a); INSERT INTO t VALUES (1); PRAGMA user_version = 1").ok());
  const std::vector<Migration> migrations = {{.from = 1, .sql = "UPDATE t SET a = 2"},
                                             {.from = 2, .sql = "UPDATE nowhere SET a = 2"}};
  EXPECT_FALSE(Migrate(database, 3, migrations).ok());
  EXPECT_EQ(Migrate(database, 2, {}).message(),
            "there is no way from version 1 of the database to 2");
  EXPECT_EQ(*database.IntegerOf("SELECT a FROM t"), 1);
  EXPECT_EQ(*database.IntegerOf("PRAGMA user_version"), 1);
}

TEST(Migrations, HaveARowForEachEarlierVersion) {
  int64_t next = 1;
  for (const Migration& migration : Migrations()) EXPECT_EQ(migration.from, next++);
  EXPECT_EQ(next, kSchemaVersion);
}

}  // namespace
}  // namespace irc
