// What is kept beyond the life of the process (core/records.h), as the loop sees it.
//
// A change is written into a journal first (net/store/journal), and a thread moves it into an
// SQLite database later (net/store/database). TABLES.md beside this file describes both for
// operators.
//
// Laws of this interface:
// - A commit that was reported as good survives the loss of power.
// - A commit that was reported as failed does not count: not in this process, and after a restart
//   neither. One exception: when the disk has hung or has failed in the middle of a sync (kTimeout,
//   kFailed), and the power goes before any later sync succeeds, the disk may have what it did not
//   confirm, and the commit may count, as a whole.
// - A commit counts as a whole or not at all.
// - What is kept (Append) survives the end of the process once Flush has returned, and the loss of
//   power but for the last moments (SyncMode). Of two records that were kept, the later one never
//   survives alone.
// - When the disk takes nothing, commits fail at once, and what is kept waits in memory, up to a
//   bound; beyond it, it is lost and counted. Notices say so.
// - No function waits for the disk, but for the write(2) into the cache of the kernel in Flush, and
//   Open and Close.
//
// All functions are for the loop's thread.
#ifndef IRCSERV_NET_STORE_STORE_H_
#define IRCSERV_NET_STORE_STORE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/records.h"
#include "net/store/journal/file_system.h"
#include "net/store/rows/tables.h"

namespace irc {

// The folder that stands for none: nothing is kept, and every commit is good at once.
inline constexpr absl::string_view kNoFolder = ":memory:";

// When the disk must have what is kept. Commits are always synced.
enum class SyncMode {
  kTurn,    // a sync begins after each turn
  kSecond,  // within a second
  kNever,   // when the system likes; the store syncs only before much memory is needed for it
};

struct StoreOptions {
  std::string folder;
  SyncMode sync = SyncMode::kSecond;
  absl::Duration commit_patience = absl::Seconds(2);  // then a commit has failed (kTimeout)
  absl::Duration read_patience = absl::Seconds(2);  // for what was asked for to be in the database
  absl::Duration lock_patience = absl::Seconds(5);  // at the start, for another program's lock
  absl::Duration retry = absl::Seconds(1);          // what waits in memory is tried again
  absl::Duration gather = absl::Milliseconds(100);  // turns that share a transaction
  size_t waiting_bytes_max = 16 << 20;
  size_t segment_bytes = 4 << 20;

  // For tests; null: those of the system. They must outlive the store.
  FileSystem* files = nullptr;
  const char* sqlite_vfs = nullptr;
};

enum class StoreError {
  kNone,
  kFull,      // no space, or a quota
  kReadOnly,  // the file system may not be written
  kFailed,    // the disk reports an error
  kTimeout,   // the disk does not answer
};

// "full", "read_only", …, for the labels of metrics.
absl::string_view StoreErrorName(StoreError error);

struct CommitId {
  uint64_t value = 0;
  friend bool operator==(CommitId a, CommitId b) { return a.value == b.value; }
};

struct CommitDone {
  CommitId id;
  StoreError error = StoreError::kNone;
};

struct ReadId {
  uint64_t value = 0;
  friend bool operator==(ReadId a, ReadId b) { return a.value == b.value; }
};

// Rows of the table `audit`, the newest first. A filter is a part of the column, in letters of any
// case; an empty one lets every row through.
struct AuditQuery {
  std::string actor;
  std::string target;
  std::string action;
  absl::Time since = absl::UnixEpoch();  // only rows of this time or later
  uint64_t before = 0;                   // only rows with a smaller id; 0: all
  size_t limit = 100;
};
using StoreQuery = std::variant<AuditQuery>;

struct ReadDone {
  ReadId id;
  StoreError error = StoreError::kNone;  // then there are no rows
  std::vector<Row> rows;
};

enum class StoreState {
  kGood,
  kBehind,    // the database takes nothing; the journal grows
  kRefusing,  // the journal takes nothing: commits fail
};

struct StoreHealth {
  StoreState state = StoreState::kGood;
  std::string sentence;                         // for operators
  uint64_t turns = 0;                           // that were written into the journal
  uint64_t bytes = 0;                           // of these
  uint64_t syncs = 0;                           // that succeeded
  absl::Time last_sync = absl::InfinitePast();  // of these, by the wall clock
  uint64_t commits_good = 0;
  uint64_t commits_failed = 0;
  uint64_t lost = 0;          // records that were to be kept
  size_t waiting_bytes = 0;   // in memory, because the journal takes nothing
  size_t journal_bytes = 0;   // of the segments that are there
  uint64_t turns_behind = 0;  // that the database does not have yet
};

class Store {
 public:
  // What there is at the start.
  struct Opened {
    std::unique_ptr<Store> store;
    std::vector<Record> rows;        // of all tables but `audit`
    HighestIds highest;              // of all tables
    std::vector<std::string> notes;  // sentences for operators, about what a crash has left
  };

  // Opens the folder, which is created if need be, and takes what a crash has left in the journal
  // into the database. The message of an error is one sentence: the folder belongs to another
  // server, or it cannot be written, or something in it is damaged or newer than this program.
  static absl::StatusOr<Opened> Open(const StoreOptions& options);

  // Calls Close.
  virtual ~Store() = default;

  // Collects for the turn. The order of all calls in it is kept.
  virtual void Append(std::vector<Record> kept) = 0;
  virtual void Commit(CommitId id, std::vector<Record> records) = 0;

  // Writes the turn. Each commit comes back through TakeDone exactly once.
  virtual void Flush() = 0;
  virtual std::vector<CommitDone> TakeDone() = 0;

  // Answers come through TakeRead, exactly one for each query, in their order. It sees all that was
  // given to the store before.
  virtual void Read(ReadId id, StoreQuery query) = 0;
  virtual std::vector<ReadDone> TakeRead() = 0;

  // An eventfd, readable when TakeDone, TakeRead or TakeNotices has something. They clear it.
  virtual int wake_fd() const = 0;

  virtual StoreHealth Health() const = 0;

  // Sentences about changes of the state and losses since the last call, for the log.
  virtual std::vector<std::string> TakeNotices() = 0;

  // Ends: moves everything into the database and leaves an empty journal. What the database does
  // not take now stays in the journal for the next start. Afterwards only TakeDone and TakeNotices
  // may be called.
  virtual void Close() = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_STORE_STORE_H_
