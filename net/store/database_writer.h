// The thread that moves turns from the journal into the database.
//
// Many turns share a transaction, which also notes the last of them. A segment of the journal goes
// after the transaction with its last turn. When the database takes nothing (another program holds
// a lock, the disk is full or fails), the thread tries again after pauses that grow, and the
// journal goes on.
#ifndef IRCSERV_NET_STORE_DATABASE_WRITER_H_
#define IRCSERV_NET_STORE_DATABASE_WRITER_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "net/store/database/database.h"
#include "net/store/journal/file_system.h"
#include "net/store/journal/turn_reader.h"
#include "net/store/journal_keeper.h"
#include "net/store/store.h"

namespace irc {

class DatabaseWriter {
 public:
  using Clock = std::chrono::steady_clock;

  // `wake` is called by the thread when there is a notice.
  DatabaseWriter(FileSystem& files, const StoreOptions& options, Database database,
                 JournalKeeper& keeper, std::function<void()> wake);
  ~DatabaseWriter();

  // The keeper may have more turns that can be moved.
  void Nudge();

  // Waits until the database has the turn, at most until `deadline`. False when it does not.
  bool WaitFor(uint64_t turn, Clock::time_point deadline);

  // The last turn that the database has, and why it has no more; empty: it does.
  uint64_t applied() const;
  std::string error() const;
  std::vector<std::string> TakeNotices();

  // Moves what there is, as far as the database takes it, and ends the thread. Then the caller has
  // the database.
  Database& Close();

 private:
  void Run();
  absl::Status Move(const JournalKeeper::Plan& plan, uint64_t& applied);
  void Report(const absl::Status& status, uint64_t applied);

  const StoreOptions options_;
  Database database_;  // of the thread
  JournalKeeper& keeper_;
  const std::function<void()> wake_;
  TurnReader reader_;  // of the thread

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable moved_;
  uint64_t applied_;
  uint64_t urgent_ = 0;  // someone waits for this turn
  std::string error_;
  std::vector<std::string> notices_;
  bool nudged_ = true;
  bool stopping_ = false;

  std::thread thread_;
};

}  // namespace irc

#endif  // IRCSERV_NET_STORE_DATABASE_WRITER_H_
