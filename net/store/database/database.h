// The database with all tables: SQLite in WAL mode. One object is one connection, in one thread at
// a time.
//
// Laws of this file:
// - What a transaction has applied survives the loss of power as soon as Commit returns OK
//   (synchronous=FULL). Otherwise nothing of it is there.
// - The position of the journal (net/store/journal/journal.h) changes in the same transaction as
//   the rows, so no turn is applied twice or left out.
// - HighestIds never sink, also when rows are dropped.
#ifndef IRCSERV_NET_STORE_DATABASE_DATABASE_H_
#define IRCSERV_NET_STORE_DATABASE_DATABASE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/records.h"
#include "net/store/database/row_sql.h"
#include "net/store/database/sqlite.h"
#include "net/store/rows/tables.h"

namespace irc {

class Database {
 public:
  // Opens the file, creates and migrates it (unless it is opened only for reading).
  static absl::StatusOr<Database> Open(const std::string& path, const SqliteOptions& options);

  // The last turn of the journal that is in the tables.
  uint64_t position() const { return position_; }
  const HighestIds& highest() const { return highest_; }

  // Begin, any number of Apply, and Commit are one transaction. After an error the caller calls
  // Rollback, which also sets position() and highest() back.
  absl::Status Begin();
  absl::Status Apply(absl::Span<const Record> records);
  absl::Status Commit(uint64_t position);  // also notes the highest ids
  absl::Status NoteIds();
  void Rollback();

  // Raises the highest ids to these. Within a transaction.
  void RaiseIds(const HighestIds& ids);

  // Calls visit(row) with each row, in the order of the tables and of their keys.
  absl::Status ForEachRow(bool with_audit, absl::FunctionRef<void(Row&&)> visit) const;

  // How many calls that will be.
  absl::StatusOr<size_t> CountRows(bool with_audit) const;

  // Gives up the prepared statements, so that the mode of the journal can be changed. Afterwards
  // nothing can be applied any more.
  void ReleaseStatements();

  Sqlite& sqlite() { return sqlite_; }

 private:
  // The statements of one table.
  struct Table {
    Statement put;
    Statement drop;
  };

  explicit Database(Sqlite sqlite) : sqlite_(std::move(sqlite)) {}
  absl::Status PrepareStatements();
  absl::Status ReadMeta();
  absl::Status PutMeta(absl::string_view name, uint64_t value);

  Sqlite sqlite_;
  std::vector<Table> tables_;  // by the index of the variant; empty when only for reading
  Statement put_meta_;
  Binder binder_;
  uint64_t position_ = 0;
  HighestIds highest_;
};

}  // namespace irc

#endif  // IRCSERV_NET_STORE_DATABASE_DATABASE_H_
