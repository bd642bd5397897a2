// The thread that answers queries from the database, with a connection of its own.
#ifndef IRCSERV_NET_STORE_DATABASE_READER_H_
#define IRCSERV_NET_STORE_DATABASE_READER_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "net/store/database/sqlite.h"
#include "net/store/database_writer.h"
#include "net/store/store.h"

namespace irc {

class DatabaseReader {
 public:
  // `wake` is called by the thread when an answer can be taken.
  DatabaseReader(std::string path, const StoreOptions& options, DatabaseWriter& writer,
                 std::function<void()> wake);
  ~DatabaseReader();

  // `turn` must be in the database before the query is asked.
  void Submit(ReadId id, uint64_t turn, StoreQuery query);
  std::vector<ReadDone> Take();

  // Drops the queries that have not begun, which then have no answer, and ends the thread.
  void Close();

 private:
  struct Asked {
    ReadId id;
    uint64_t turn = 0;
    DatabaseWriter::Clock::time_point deadline;
    StoreQuery query;
  };

  void Run();
  ReadDone Answer(const Asked& asked);
  absl::StatusOr<std::vector<Row>> RowsFor(const AuditQuery& query);

  const std::string path_;
  const StoreOptions options_;
  DatabaseWriter& writer_;
  const std::function<void()> wake_;
  std::optional<Sqlite> sqlite_;  // of the thread, which opens it for the first query

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Asked> asked_;
  std::vector<ReadDone> done_;
  bool stopping_ = false;

  std::thread thread_;
};

}  // namespace irc

#endif  // IRCSERV_NET_STORE_DATABASE_READER_H_
