#include <sys/stat.h>

#include <utility>

#include "net/store/data_folder.h"
#include "net/store/offline.h"

namespace irc {
namespace {

using MakeRecords =
    absl::FunctionRef<std::vector<Record>(const std::vector<Row>&, const HighestIds&)>;

// Within a transaction.
absl::StatusOr<std::vector<Record>> MakeOfRows(const Database& database, MakeRecords make) {
  std::vector<Row> rows;
  const absl::Status status = database.ForEachRow(
      /*with_audit=*/false, [&](Row&& row) { rows.push_back(std::move(row)); });
  if (!status.ok()) return status;
  return make(rows, database.highest());
}

absl::Status TryRows(const std::string& folder, MakeRecords make) {
  struct stat info = {};
  if (::stat(DatabasePath(folder).c_str(), &info) != 0) {
    make({}, {});
    return absl::OkStatus();
  }
  PosixFileSystem files;
  absl::StatusOr<DataFolder> data =
      OpenDataFolder(files, StoreOptions{.folder = folder}, /*create=*/false);
  if (!data.ok()) return data.status();
  const absl::StatusOr<std::vector<Record>> journal = RecordsIn(data->journal);
  if (!journal.ok()) return journal.status();
  absl::Status status = data->database.Begin();
  if (status.ok()) status = data->database.Apply(*journal);
  if (status.ok()) status = MakeOfRows(data->database, make).status();
  data->database.Rollback();
  return status;
}

}  // namespace

absl::Status ChangeRows(const std::string& folder, bool only_try, MakeRecords make) {
  if (only_try) return TryRows(folder, make);
  PosixFileSystem files;
  absl::StatusOr<DataFolder> data =
      OpenDataFolder(files, StoreOptions{.folder = folder}, /*create=*/true);
  if (!data.ok()) return data.status();
  Database& database = data->database;
  if (absl::Status status = MoveJournal(files, folder, *data); !status.ok()) return status;
  const absl::StatusOr<std::vector<Record>> records = MakeOfRows(database, make);
  if (!records.ok()) return records.status();
  absl::Status status = database.Begin();
  if (status.ok()) status = database.Apply(*records);
  if (status.ok()) status = database.Commit(database.position());
  if (!status.ok()) database.Rollback();
  return status;
}

}  // namespace irc
