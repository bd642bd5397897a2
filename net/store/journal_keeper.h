// Writes turns into the journal and reports commits: the half of the store that must be quick.
//
// The loop's thread writes (Flush). A thread syncs: one call serves all commits that wait. Another
// one looks at the clock, because the first may hang in its call: it fails commits that wait too
// long, and tries again what the journal did not take. When only commits were refused, nothing is
// to be tried again: it then writes notes that say nothing until the disk takes them.
//
// What happens when a sync fails: the kernel reports that once, and may forget what it could not
// write, so that a second call would succeed without it (known as "fsyncgate" since PostgreSQL met
// it in 2018). So the store never asks again for the same file. It fails all commits that wait,
// also those of turns that were written during the call; it declares void all turns since the last
// good sync (Journal::Abandon); and it writes what was kept in them, which is still in memory, into
// a new segment.
//
// What happens when a sync takes too long: the commit is reported as failed, after a note was
// written that its turn is void. When the sync succeeds later, the commit is on the disk, and so
// is, with the next sync, the note. A commit is decided once, under the mutex: by the end of the
// sync or by the clock.
#ifndef IRCSERV_NET_STORE_JOURNAL_KEEPER_H_
#define IRCSERV_NET_STORE_JOURNAL_KEEPER_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/records.h"
#include "net/store/journal/file_system.h"
#include "net/store/journal/journal.h"
#include "net/store/store.h"

namespace irc {

class JournalKeeper {
 public:
  // Both are called by any thread, without the mutex: `wake` when something can be taken, and
  // `settled` when more turns can be moved into the database.
  struct Callbacks {
    std::function<void()> wake;
    std::function<void()> settled;
  };
  JournalKeeper(FileSystem& files, const StoreOptions& options, JournalOptions journal,
                Callbacks callbacks);
  ~JournalKeeper();

  // For the loop's thread.
  void Append(const std::vector<Record>& kept);
  void Commit(CommitId id, const std::vector<Record>& records);
  void Flush();
  std::vector<CommitDone> TakeDone();
  std::vector<std::string> TakeNotices();
  void FillHealth(StoreHealth& health) const;

  // The turn that has everything that was given until now.
  uint64_t TurnOfNow() const;

  // Syncs what was written, decides all commits, and ends the threads.
  void Close();

  // For the thread that moves turns into the database: those behind `turn` whose commits are
  // decided.
  struct Plan {
    std::vector<Journal::Span> spans;
    uint64_t settled = 0;
    std::set<uint64_t> voided;
  };
  Plan PlanBehind(uint64_t turn) const;

  // The database has the turns until `turn`: removes the segments that are not needed any more.
  // `all`: the last one too. True when no segment is left.
  bool Applied(uint64_t turn, bool all);

  uint64_t last_turn() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Waiting {
    uint64_t turn = 0;
    std::vector<CommitId> ids;
    Clock::time_point deadline;
  };

  void SyncLoop();
  void ClockLoop();

  // All of these are called with the mutex.
  std::optional<Clock::time_point> SyncAt() const;
  int Write(absl::string_view lines);
  int WriteWaiting();
  int TryAgain();
  void Keep(absl::string_view lines);
  void Fail(const std::vector<CommitId>& ids, StoreError error);
  void OnSyncFailed(int error);
  void ExpireCommits(Clock::time_point now);
  void SetError(std::string& error, std::string sentence);
  std::string CannotWrite(absl::string_view reason) const;
  std::string CannotSync(absl::string_view reason) const;

  FileSystem& files_;
  const StoreOptions options_;
  const Callbacks callbacks_;

  // The turn that is being collected, for the loop's thread alone.
  std::string lines_;
  std::vector<CommitId> ids_;

  mutable std::mutex mutex_;
  std::condition_variable sync_changed_;
  std::condition_variable clock_changed_;
  Journal journal_;
  std::deque<Waiting> commits_;  // undecided, in the order of their turns
  std::set<uint64_t> voided_;    // decided as failed, and not in the database yet
  std::vector<CommitDone> done_;
  std::string waiting_;  // lines that the journal did not take
  std::vector<std::string> notices_;
  StoreHealth counts_;
  std::string write_error_;           // the last write failed; empty: it did not
  std::string sync_error_;            // the last sync failed, or hangs
  Clock::time_point first_unsynced_;  // when the oldest turn that is not synced was written
  Clock::time_point next_try_;        // of waiting_, or of a probe after write_error_
  Clock::time_point next_sync_;       // after one that failed, unless a commit waits
  bool sync_now_ = false;
  bool closing_ = false;
  bool synced_at_end_ = false;

  std::thread sync_thread_;
  std::thread clock_thread_;
};

}  // namespace irc

#endif  // IRCSERV_NET_STORE_JOURNAL_KEEPER_H_
