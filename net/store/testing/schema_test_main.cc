// Tests of the golden schemas in a folder (testdata/store), and the program that writes them:
//
//   bazel test //testdata/store:schema_test
//   bazel run //testdata/store:schema_test -- --write
//
// For each version of the database the folder holds v<version>.sql, its statements, and
// v<version>.dump, statements that make a database of it with a row in every table. --write makes
// the two files of the present version, and overwrites none.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/store/database/database.h"
#include "net/store/database/schema.h"
#include "net/store/database/sqlite.h"
#include "net/store/testing/sample_rows.h"

namespace irc {
namespace {

namespace fs = std::filesystem;

constexpr char kAdvice[] =
    "The tables of core/records.h are not the ones that this version of the database has been "
    "written down with. Raise kSchemaVersion in net/store/database/schema.h, add a row to the "
    "table of migrations in schema.cc, and write the files of the new version with "
    "`bazel run //testdata/store:schema_test -- --write`.";

fs::path folder;  // the first argument

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

fs::path PathOf(int64_t version, const char* kind) {
  return folder / absl::StrCat("v", version, ".", kind);
}

// The schema, a row in each table, and the version, as statements.
std::string Dump() {
  Database database = *Database::Open(":memory:", {.create = true});
  EXPECT_TRUE(database.Begin().ok());
  EXPECT_TRUE(database.Apply(PutAll(SampleRows(1))).ok());
  EXPECT_TRUE(database.Commit(1).ok());
  std::string dump = SchemaSql();
  ForEachTable([&](size_t, auto row) {
    std::string columns;
    VisitColumns(
        [&](const char* name, const auto&, Column) {
          absl::StrAppend(&columns, columns.empty() ? "" : " || ', ' || ", "quote(\"", name, "\")");
        },
        row);
    Statement select =
        *database.sqlite().Prepare(absl::StrCat("SELECT ", columns, " FROM ", row.kTable));
    while (*select.Step()) {
      absl::StrAppend(&dump, "INSERT INTO ", row.kTable, " VALUES (", select.Bytes(0), ");\n");
    }
  });
  absl::StrAppend(&dump, "INSERT INTO meta VALUES ('position', 1);\n");
  return absl::StrCat(dump, "PRAGMA user_version = ", kSchemaVersion, ";\n");
}

// The names, types and keys of all columns, and the names of all indexes.
std::string ColumnsOf(Sqlite& database) {
  Statement select = *database.Prepare(
      "SELECT group_concat(line, char(10)) FROM (SELECT t.name || '.' || c.name || ' ' || c.type "
      "|| ' ' || c.\"notnull\" || ' ' || c.pk AS line FROM sqlite_schema t, "
      "pragma_table_info(t.name) c WHERE t.type = 'table' UNION SELECT name FROM sqlite_schema "
      "WHERE type = 'index' ORDER BY 1)");
  EXPECT_TRUE(*select.Step());
  return std::string(select.Bytes(0));
}

TEST(Schema, OfThePresentVersionIsWrittenDown) {
  EXPECT_EQ(SchemaSql(), ReadFile(PathOf(kSchemaVersion, "sql"))) << kAdvice;
  EXPECT_EQ(Dump(), ReadFile(PathOf(kSchemaVersion, "dump"))) << kAdvice;
}

TEST(Schema, OfEveryVersionMigrates) {
  Sqlite fresh = *Sqlite::Open(":memory:", {.create = true});
  ASSERT_TRUE(Migrate(fresh).ok());
  for (int64_t version = 1; version <= kSchemaVersion; ++version) {
    const std::string path = absl::StrCat(testing::TempDir(), "/v", version, "-", getpid(), ".db");
    {
      Sqlite old = *Sqlite::Open(path, {.create = true});
      const absl::Status made = old.Run(ReadFile(PathOf(version, "dump")));
      ASSERT_TRUE(made.ok()) << PathOf(version, "dump") << ": " << made;
    }
    absl::StatusOr<Database> database = Database::Open(path, {});
    ASSERT_TRUE(database.ok()) << database.status();
    EXPECT_EQ(ColumnsOf(database->sqlite()), ColumnsOf(fresh)) << "from version " << version;
    size_t rows = 0;
    EXPECT_TRUE(database->ForEachRow(true, [&](Row&&) { ++rows; }).ok());
    EXPECT_GT(rows, 0u);
  }
}

// Names of version 3 become the ids of accounts, where there is one.
TEST(Schema, OfVersion3HasTheNamesOfThoseWhoSendMemos) {
  const std::string path = absl::StrCat(testing::TempDir(), "/memos-", getpid(), ".db");
  {
    Sqlite old = *Sqlite::Open(path, {.create = true});
    ASSERT_TRUE(old.Run(ReadFile(PathOf(3, "dump"))).ok());
    ASSERT_TRUE(old.Run("INSERT INTO memos VALUES (2, 1, 'NAME1', NULL, 'hello', NULL);"
                        "INSERT INTO memo_ignores VALUES (1, 'nobody')")
                    .ok());
  }
  absl::StatusOr<Database> database = Database::Open(path, {});
  ASSERT_TRUE(database.ok()) << database.status();
  std::vector<std::string> found;
  EXPECT_TRUE(database
                  ->ForEachRow(true,
                               [&](Row&& row) {
                                 if (const auto* memo = std::get_if<MemoRow>(&row)) {
                                   found.push_back(absl::StrCat(memo->id.value, " from ",
                                                                memo->from.value, memo->sender,
                                                                ": ", memo->text));
                                 } else if (const auto* ignore = std::get_if<MemoIgnoreRow>(&row)) {
                                   found.push_back(absl::StrCat("not ", ignore->ignored.value));
                                 }
                               })
                  .ok());
  EXPECT_EQ(found,
            (std::vector<std::string>{"1 from 0sender1: text1", "2 from 1: hello", "not 1"}));
}

// False when the file is there already with another content.
bool Write(const fs::path& path, const std::string& text) {
  if (fs::exists(path)) {
    if (ReadFile(path) == text) return true;
    std::fprintf(stderr, "%s is there and differs; it is left as it is.\n%s\n", path.c_str(),
                 kAdvice);
    return false;
  }
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) std::fprintf(stderr, "cannot write %s\n", path.c_str());
  return static_cast<bool>(file);
}

int Main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const bool write = argc == 3 && std::string(argv[2]) == "--write";
  if (argc != 2 && !write) {
    std::fprintf(stderr, "usage: %s FOLDER [--write]\n", argv[0]);
    return 1;
  }
  folder = argv[1];
  if (!write) return RUN_ALL_TESTS();
  const char* const workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (workspace == nullptr) {
    std::fprintf(stderr, "--write works under 'bazel run' only, which knows the source files\n");
    return 1;
  }
  folder = fs::path(workspace) / folder;
  const bool schema = Write(PathOf(kSchemaVersion, "sql"), SchemaSql());
  return Write(PathOf(kSchemaVersion, "dump"), Dump()) && schema ? 0 : 1;
}

}  // namespace
}  // namespace irc

int main(int argc, char** argv) { return irc::Main(argc, argv); }
