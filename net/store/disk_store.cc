// The store on a disk: JournalKeeper, DatabaseWriter and DatabaseReader put together.
#include <algorithm>
#include <atomic>
#include <iterator>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "net/store/data_folder.h"
#include "net/store/database_reader.h"
#include "net/store/database_writer.h"
#include "net/store/journal_keeper.h"
#include "net/store/memory_store.h"
#include "net/store/store.h"
#include "net/store/wake.h"

namespace irc {
namespace {

class DiskStore : public Store {
 public:
  DiskStore(std::unique_ptr<PosixFileSystem> own_files, FileSystem& files,
            const StoreOptions& options, DataFolder data)
      : own_files_(std::move(own_files)),
        files_(files),
        options_(options),
        lock_(std::move(data.lock)),
        keeper_(files, options_,
                {.folder = options.folder,
                 .first_turn = data.database.position() + 1,
                 .segment_bytes = options.segment_bytes},
                {.wake = [this] { wake_.Set(); }, .settled = [this] { Settled(); }}),
        writer_(files, options_, std::move(data.database), keeper_, [this] { wake_.Set(); }),
        reader_(DatabasePath(options.folder), options_, writer_, [this] { wake_.Set(); }) {
    writer_is_there_ = true;
  }

  ~DiskStore() override { Close(); }

  void Append(std::vector<Record> kept) override { keeper_.Append(kept); }
  void Commit(CommitId id, std::vector<Record> records) override { keeper_.Commit(id, records); }
  void Flush() override { keeper_.Flush(); }

  std::vector<CommitDone> TakeDone() override {
    wake_.Clear();
    return keeper_.TakeDone();
  }

  void Read(ReadId id, StoreQuery query) override {
    reader_.Submit(id, keeper_.TurnOfNow(), std::move(query));
  }

  std::vector<ReadDone> TakeRead() override { return reader_.Take(); }

  int wake_fd() const override { return wake_.fd(); }

  StoreHealth Health() const override {
    StoreHealth health;
    keeper_.FillHealth(health);
    const uint64_t applied = writer_.applied();
    const uint64_t last = keeper_.last_turn();
    health.turns_behind = last > applied ? last - applied : 0;
    const std::string error = writer_.error();
    if (health.state == StoreState::kGood && !error.empty()) {
      health.state = StoreState::kBehind;
      health.sentence = error;
    }
    return health;
  }

  std::vector<std::string> TakeNotices() override {
    std::vector<std::string> notices = keeper_.TakeNotices();
    std::vector<std::string> others = writer_.TakeNotices();
    std::move(others.begin(), others.end(), std::back_inserter(notices));
    std::move(closing_notices_.begin(), closing_notices_.end(), std::back_inserter(notices));
    closing_notices_.clear();
    return notices;
  }

  void Close() override {
    if (closed_) return;
    closed_ = true;
    reader_.Close();
    keeper_.Close();
    Database& database = writer_.Close();
    if (!EmptyJournal(database)) {
      closing_notices_.push_back(
          "the journal keeps what the database did not take, for the next start");
    }
    lock_.reset();
  }

 private:
  // Removes the journal, if the database has all of it. The position says that every turn was seen,
  // so that no number of a turn is used twice.
  bool EmptyJournal(Database& database) {
    const uint64_t last = keeper_.last_turn();
    if (!keeper_.PlanBehind(writer_.applied()).spans.empty()) return false;
    if (database.position() < last) {
      absl::Status status = database.Begin();
      if (status.ok()) status = database.Commit(last);
      if (!status.ok()) {
        database.Rollback();
        return false;
      }
    }
    return keeper_.Applied(last, /*all=*/true) && files_.SyncFolder(options_.folder) == 0;
  }

  // The keeper has threads before there is a writer.
  void Settled() {
    if (writer_is_there_) writer_.Nudge();
  }

  const std::unique_ptr<PosixFileSystem> own_files_;
  FileSystem& files_;
  const StoreOptions options_;
  std::unique_ptr<FolderLock> lock_;
  const Wake wake_;
  std::atomic<bool> writer_is_there_ = false;
  JournalKeeper keeper_;
  DatabaseWriter writer_;
  DatabaseReader reader_;
  std::vector<std::string> closing_notices_;
  bool closed_ = false;
};

}  // namespace

absl::string_view StoreErrorName(StoreError error) {
  switch (error) {
    case StoreError::kNone:
      return "none";
    case StoreError::kFull:
      return "full";
    case StoreError::kReadOnly:
      return "read_only";
    case StoreError::kFailed:
      return "failed";
    case StoreError::kTimeout:
      return "timeout";
  }
  return "";
}

absl::StatusOr<Store::Opened> Store::Open(const StoreOptions& options) {
  if (options.folder == kNoFolder) return Opened{.store = std::make_unique<MemoryStore>()};
  auto own_files = std::make_unique<PosixFileSystem>();
  FileSystem& files = options.files != nullptr ? *options.files : *own_files;
  absl::StatusOr<DataFolder> data = OpenDataFolder(files, options, /*create=*/true);
  if (!data.ok()) return data.status();
  if (absl::Status status = MoveJournal(files, options.folder, *data); !status.ok()) return status;
  Opened opened;
  const absl::StatusOr<size_t> rows = data->database.CountRows(/*with_audit=*/false);
  if (!rows.ok()) return rows.status();
  opened.rows.reserve(*rows);
  absl::Status status = data->database.ForEachRow(
      /*with_audit=*/false, [&](Row&& row) { opened.rows.push_back(Put(std::move(row))); });
  if (!status.ok()) return status;
  // The pages of the load are not needed again.
  if (status = data->database.sqlite().Run("PRAGMA shrink_memory"); !status.ok()) return status;
  opened.highest = data->database.highest();
  opened.notes = data->journal.notes;
  opened.store =
      std::make_unique<DiskStore>(std::move(own_files), files, options, *std::move(data));
  return opened;
}

}  // namespace irc
