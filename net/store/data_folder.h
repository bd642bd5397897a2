// The folder of a store, opened by one program at a time:
//
//   lock               held by the program that has the folder open
//   data.db            the database (with data.db-wal and data.db-shm while it is open)
//   journal-<number>   what the database does not have yet
//   cut-<number>       a segment of the journal of which a part was left out at a start
#ifndef IRCSERV_NET_STORE_DATA_FOLDER_H_
#define IRCSERV_NET_STORE_DATA_FOLDER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "net/store/database/database.h"
#include "net/store/journal/file_system.h"
#include "net/store/journal/journal_reader.h"
#include "net/store/store.h"

namespace irc {

std::string DatabasePath(const std::string& folder);

struct DataFolder {
  std::unique_ptr<FolderLock> lock;
  Database database;
  std::vector<uint64_t> segments;  // that are there
  JournalContents journal;         // behind the position of the database
};

// Takes the lock, opens the database and reads the journal. `create` makes the folder and the
// files. An error is one sentence.
absl::StatusOr<DataFolder> OpenDataFolder(FileSystem& files, const StoreOptions& options,
                                          bool create);

// The records of the turns, in their order.
absl::StatusOr<std::vector<Record>> RecordsIn(const JournalContents& journal);

// Moves the turns into the database and removes the segments.
absl::Status MoveJournal(FileSystem& files, const std::string& folder, DataFolder& data);

}  // namespace irc

#endif  // IRCSERV_NET_STORE_DATA_FOLDER_H_
