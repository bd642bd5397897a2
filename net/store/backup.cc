#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "net/store/data_folder.h"
#include "net/store/journal/file_system.h"
#include "net/store/journal/journal_reader.h"
#include "net/store/offline.h"

namespace irc {
namespace {

constexpr int kBusyMilliseconds = 5000;

absl::Status Cannot(const std::string& file, absl::string_view reason) {
  return absl::UnavailableError(absl::StrCat("cannot write the backup '", file, "': ", reason));
}

// The segments as they are now. One that begins while the others are read may say that turns in
// them are void, so it is read as well.
absl::StatusOr<std::vector<SegmentBytes>> ReadAllSegments(FileSystem& files,
                                                          const std::string& folder) {
  std::vector<SegmentBytes> segments;
  while (true) {
    absl::StatusOr<std::vector<uint64_t>> numbers = ListSegments(files, folder);
    if (!numbers.ok()) return numbers.status();
    std::erase_if(*numbers, [&](uint64_t number) {
      return !segments.empty() && number <= segments.back().number;
    });
    if (numbers->empty()) return segments;
    absl::StatusOr<std::vector<SegmentBytes>> more = ReadSegments(files, folder, *numbers);
    if (!more.ok()) return more.status();
    std::move(more->begin(), more->end(), std::back_inserter(segments));
  }
}

// In one step, which the writer of a running server does not disturb: it writes into the WAL.
absl::Status CopyDatabase(const std::string& from, const std::string& to) {
  const SqliteOptions options = {.busy_milliseconds = kBusyMilliseconds};
  absl::StatusOr<Sqlite> source = Sqlite::Open(from, options);
  if (!source.ok()) return source.status();
  absl::StatusOr<Sqlite> target = Sqlite::Open(to, options);
  if (!target.ok()) return target.status();
  sqlite3_backup* const backup = sqlite3_backup_init(target->get(), "main", source->get(), "main");
  if (backup == nullptr) return Sqlite::StatusOf(target->get(), SQLITE_ERROR);
  sqlite3_backup_step(backup, -1);
  return Sqlite::StatusOf(target->get(), sqlite3_backup_finish(backup));
}

// Afterwards the copy is one file, without a WAL.
absl::Status ApplyJournal(const std::string& folder, const std::vector<SegmentBytes>& segments,
                          const std::string& copy) {
  absl::StatusOr<Database> database = Database::Open(copy, {});
  if (!database.ok()) return database.status();
  const absl::StatusOr<JournalContents> journal =
      JudgeJournal(folder, segments, database->position());
  if (!journal.ok()) return journal.status();
  const absl::StatusOr<std::vector<Record>> records = RecordsIn(*journal);
  if (!records.ok()) return records.status();
  absl::Status status = database->Begin();
  if (status.ok()) status = database->Apply(*records);
  if (status.ok()) {
    status = database->Commit(std::max(database->position(), journal->last_turn));
  }
  if (!status.ok()) return status;
  database->ReleaseStatements();
  return database->sqlite().Run("PRAGMA journal_mode = DELETE");
}

}  // namespace

absl::Status Backup(const std::string& folder, const std::string& file) {
  PosixFileSystem files;
  if (::access(file.c_str(), F_OK) == 0) return Cannot(file, strerror(EEXIST));
  const absl::StatusOr<std::vector<SegmentBytes>> segments = ReadAllSegments(files, folder);
  if (!segments.ok()) return segments.status();
  const std::string part = absl::StrCat(file, ".part");
  files.Remove(part);
  std::unique_ptr<JournalFile> created;
  if (const int error = files.Create(part, created); error != 0) {
    return Cannot(file, strerror(error));
  }
  absl::Cleanup remove = [&] {
    for (const char* end : {"", "-wal", "-shm", "-journal"}) files.Remove(absl::StrCat(part, end));
  };
  absl::Status status = CopyDatabase(DatabasePath(folder), part);
  if (!status.ok()) return Cannot(file, status.message());
  status = ApplyJournal(folder, *segments, part);
  if (!status.ok()) return Cannot(file, status.message());
  int error = created->Sync();
  if (error == 0) error = files.Rename(part, file);
  if (error != 0) return Cannot(file, strerror(error));
  const size_t slash = file.rfind('/');
  files.SyncFolder(slash == std::string::npos ? "." : file.substr(0, slash + 1));
  return absl::OkStatus();
}

}  // namespace irc
