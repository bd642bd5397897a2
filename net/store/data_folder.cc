#include "net/store/data_folder.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "net/store/database/sqlite.h"

namespace irc {
namespace {

absl::Status Cannot(absl::string_view what, const std::string& path, int error) {
  return absl::UnavailableError(absl::StrCat("cannot ", what, " '", path, "': ", strerror(error)));
}

absl::Status WithPath(const std::string& path, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat("cannot use '", path, "': ", status.message()));
}

}  // namespace

std::string DatabasePath(const std::string& folder) { return absl::StrCat(folder, "/data.db"); }

absl::StatusOr<DataFolder> OpenDataFolder(FileSystem& files, const StoreOptions& options,
                                          bool create) {
  const std::string& folder = options.folder;
  if (create) {
    if (const int error = files.MakeFolder(folder); error != 0) {
      return Cannot("create the folder", folder, error);
    }
  }
  std::unique_ptr<FolderLock> lock;
  const int error = files.Lock(absl::StrCat(folder, "/lock"), lock);
  if (error == EWOULDBLOCK) {
    return absl::FailedPreconditionError(
        absl::StrCat("another server uses the folder '", folder,
                     "': stop it, or give this one a folder of its own with --data"));
  }
  if (error != 0) return Cannot("write to the folder", folder, error);
  const std::string path = DatabasePath(folder);
  if (create) {
    // SQLite gives its files the mode of the database, which is to be 0600.
    std::unique_ptr<JournalFile> file;
    const int created = files.Create(path, file);
    if (created != 0 && created != EEXIST) return Cannot("create", path, created);
    if (created == 0) files.SyncFolder(folder);
  }
  const auto patience = static_cast<int>(absl::ToInt64Milliseconds(options.lock_patience));
  absl::StatusOr<Database> database =
      Database::Open(path, {.vfs = options.sqlite_vfs, .busy_milliseconds = patience});
  if (!database.ok()) return WithPath(path, database.status());
  absl::StatusOr<std::vector<uint64_t>> segments = ListSegments(files, folder);
  if (!segments.ok()) return segments.status();
  const absl::StatusOr<std::vector<SegmentBytes>> bytes = ReadSegments(files, folder, *segments);
  if (!bytes.ok()) return bytes.status();
  absl::StatusOr<JournalContents> journal = JudgeJournal(folder, *bytes, database->position());
  if (!journal.ok()) return journal.status();
  return DataFolder{.lock = std::move(lock),
                    .database = *std::move(database),
                    .segments = *std::move(segments),
                    .journal = *std::move(journal)};
}

absl::StatusOr<std::vector<Record>> RecordsIn(const JournalContents& journal) {
  std::vector<Record> records;
  for (const JournalTurn& turn : journal.turns) {
    const bool voided = journal.voided.count(turn.turn) > 0;
    if (absl::Status status = RecordsOf(turn.payload, voided, records); !status.ok()) return status;
  }
  return records;
}

// The position becomes that of the last turn that was seen at all, so that no number is used again.
absl::Status MoveJournal(FileSystem& files, const std::string& folder, DataFolder& data) {
  if (data.segments.empty()) return absl::OkStatus();
  const absl::StatusOr<std::vector<Record>> records = RecordsIn(data.journal);
  if (!records.ok()) return records.status();
  Database& database = data.database;
  absl::Status status = database.Begin();
  if (status.ok()) status = database.Apply(*records);
  if (status.ok()) {
    status = database.Commit(std::max(database.position(), data.journal.last_turn));
  }
  if (!status.ok()) {
    database.Rollback();
    return WithPath(DatabasePath(folder), status);
  }
  for (uint64_t segment : data.segments) {
    const std::string path = SegmentPath(folder, segment);
    const std::string cut = absl::StrFormat("%s/cut-%08d", folder, segment);
    const int error = data.journal.cut ? files.Rename(path, cut) : files.Remove(path);
    if (error != 0) return Cannot("remove the journal", path, error);
  }
  if (const int error = files.SyncFolder(folder); error != 0) {
    return Cannot("write to the folder", folder, error);
  }
  data.segments.clear();
  return absl::OkStatus();
}

}  // namespace irc
