// SQLite as C++ objects: a connection, a prepared statement, and its errors as statuses.
//
// Errors: Unavailable (SQLITE_BUSY, SQLITE_LOCKED: another program holds a lock),
// ResourceExhausted (SQLITE_FULL), PermissionDenied (SQLITE_READONLY, SQLITE_PERM), DataLoss
// (SQLITE_CORRUPT, SQLITE_NOTADB), NotFound (SQLITE_CANTOPEN), Aborted (SQLITE_IOERR), and Internal
// for everything else. The message is SQLite's own.
//
// Law of this file: a connection and its statements belong to one thread at a time.
#ifndef IRCSERV_NET_STORE_DATABASE_SQLITE_H_
#define IRCSERV_NET_STORE_DATABASE_SQLITE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "sqlite3.h"

namespace irc {

class Statement {
 public:
  Statement() = default;
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  // Parameters and columns count from 1 and from 0, as in SQLite. Text and blobs must outlive the
  // next Step.
  void BindInteger(int parameter, int64_t value);
  void BindText(int parameter, absl::string_view text);
  void BindBlob(int parameter, absl::string_view bytes);
  void BindNull(int parameter);

  // Goes on to the next row; false behind the last one. Then, and after an error, the statement is
  // ready to run again with other parameters.
  absl::StatusOr<bool> Step();

  // Runs a statement that has no rows.
  absl::Status Run();

  // Gives up the remaining rows.
  void Reset();

  bool IsNull(int column) const;
  bool IsInteger(int column) const;
  int64_t Integer(int column) const;
  absl::string_view Bytes(int column) const;  // valid until the next Step

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

struct SqliteOptions {
  bool create = false;
  bool read_only = false;
  const char* vfs = nullptr;  // the name of an sqlite3_vfs; null: that of the system
  int busy_milliseconds = 0;  // how long a statement waits for a lock of another connection
};

class Sqlite {
 public:
  static absl::StatusOr<Sqlite> Open(const std::string& path, const SqliteOptions& options);

  // Runs statements without parameters, and ignores their rows.
  absl::Status Run(const std::string& sql);

  absl::StatusOr<Statement> Prepare(const std::string& sql) const;

  // The first column of the first row.
  absl::StatusOr<int64_t> IntegerOf(const std::string& sql) const;

  sqlite3* get() const { return connection_.get(); }

  // The status for the last error of the connection, which came back as `code`.
  static absl::Status StatusOf(sqlite3* connection, int code);

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };
  std::unique_ptr<sqlite3, Close> connection_;
};

}  // namespace irc

#endif  // IRCSERV_NET_STORE_DATABASE_SQLITE_H_
