#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "net/store/data_folder.h"
#include "net/store/database/row_sql.h"
#include "net/store/offline.h"
#include "net/store/rows/tables.h"
#include "net/store/store.h"

namespace irc {
namespace {

// Adds a sentence for each row of the statement, whose first column is put into it.
void AddFindings(const Sqlite& sqlite, const std::string& sql, absl::string_view before,
                 absl::string_view after, std::vector<std::string>& findings) {
  absl::StatusOr<Statement> select = sqlite.Prepare(sql);
  while (select.ok()) {
    const absl::StatusOr<bool> more = select->Step();
    if (!more.ok()) findings.push_back(std::string(more.status().message()));
    if (!more.ok() || !*more) return;
    findings.push_back(absl::StrCat(before, select->Bytes(0), after));
  }
  findings.push_back(std::string(select.status().message()));
}

// The first column of the key.
std::string KeyOf(const Row& row) {
  std::string key;
  std::visit(
      [&](const auto& typed) {
        VisitColumns(
            [&](absl::string_view name, const auto&, Column how) {
              if (key.empty() && how == Column::kKey) key = absl::StrCat("\"", name, "\"");
            },
            typed);
      },
      row);
  return key;
}

// What a row belongs to: its column of the kind's name has the id of a row of the table. 0:
// nothing.
struct Owner {
  absl::string_view column;
  absl::string_view table;
};
constexpr Owner kOwners[] = {{"account", "accounts"}, {"group", "groups"}, {"channel", "channels"}};

template <typename Typed>
void CheckOwners(const Sqlite& sqlite, Typed row, std::vector<std::string>& findings) {
  VisitColumns(
      [&](absl::string_view name, const auto& value, Column) {
        for (const Owner& owner : kOwners) {
          if (owner.column != name || !std::is_same_v<decltype(value), const uint64_t&>) continue;
          AddFindings(sqlite,
                      absl::StrCat("SELECT ", KeyOf(Row(row)), " || ' of the table ", row.kTable,
                                   " belongs to the ", name, " ' || \"", name, "\" FROM ",
                                   row.kTable, " WHERE \"", name, "\" NOT IN (SELECT id FROM ",
                                   owner.table, " UNION SELECT 0)"),
                      "the row ", ", which does not exist", findings);
        }
      },
      std::as_const(row));
}

void CheckRows(const Database& database, const Sqlite& sqlite, std::vector<std::string>& findings) {
  AddFindings(sqlite, "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
              "the database is damaged: ", "", findings);
  const absl::Status readable = database.ForEachRow(/*with_audit=*/true, [](Row&&) {});
  if (!readable.ok()) findings.push_back(std::string(readable.message()));
  ForEachTable([&](size_t, auto row) {
    CheckOwners(sqlite, row, findings);
    if constexpr (requires { row.id.value; }) {
      AddFindings(sqlite,
                  absl::StrCat("SELECT max(id) FROM ", row.kTable,
                               " HAVING max(id) > ifnull((SELECT value FROM meta WHERE name = "
                               "'highest ",
                               row.kTable, "'), 0)"),
                  absl::StrCat("the table ", row.kTable, " has the id "),
                  ", which is higher than the highest that was ever given", findings);
    }
  });
}

}  // namespace

std::vector<std::string> CheckData(const std::string& folder) {
  PosixFileSystem files;
  absl::StatusOr<DataFolder> data =
      OpenDataFolder(files, StoreOptions{.folder = folder}, /*create=*/false);
  if (!data.ok()) return {std::string(data.status().message())};
  std::vector<std::string> findings;
  Database& database = data->database;
  const absl::StatusOr<std::vector<Record>> records = RecordsIn(data->journal);
  absl::Status status = records.status();
  if (status.ok()) status = database.Begin();
  if (status.ok()) status = database.Apply(*records);
  if (status.ok()) status = database.NoteIds();
  if (status.ok()) {
    CheckRows(database, database.sqlite(), findings);
  } else {
    findings.push_back(std::string(status.message()));
  }
  database.Rollback();
  return findings;
}

}  // namespace irc
