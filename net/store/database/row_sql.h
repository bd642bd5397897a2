// Rows as SQL: the statements and the values follow from the columns of core/records.h.
//
// An id is an INTEGER, and a time a TEXT such as 2026-01-02 03:04:05.678 in UTC, which the date
// functions of SQLite understand; NULL stands for never. A text is TEXT, or, when it is not UTF-8
// or has a zero byte in it, a BLOB with its bytes: SQLite's functions on texts give nonsense for
// these. The columns of the key are the primary key.
//
// Law of this file: a row comes back as it was written, with times as AsKept has them.
#ifndef IRCSERV_NET_STORE_DATABASE_ROW_SQL_H_
#define IRCSERV_NET_STORE_DATABASE_ROW_SQL_H_

#include <deque>
#include <string>

#include "absl/status/status.h"
#include "core/records.h"
#include "net/store/database/sqlite.h"

namespace irc {

// The statements for the table of `row`, whose values do not matter.
std::string CreateStatement(const Row& row);
std::string PutStatement(const Row& row);     // parameters: all columns
std::string DropStatement(const Row& row);    // parameters: the key
std::string SelectStatement(const Row& row);  // all columns of all rows, in the order of the key

// Sets the parameters of a statement. The texts that they need are kept in it until it is set
// again.
class Binder {
 public:
  void BindRow(const Row& row, Statement& statement);
  void BindKey(const Row& row, Statement& statement);

 private:
  void Bind(const Row& row, bool only_key, Statement& statement);

  std::deque<std::string> times_;  // their addresses stay
};

// Reads the columns into `row`, which has the type of the table. The message of an error is a
// sentence with the table, the column and the first column of the key.
absl::Status ReadRow(const Statement& statement, Row& row);

}  // namespace irc

#endif  // IRCSERV_NET_STORE_DATABASE_ROW_SQL_H_
