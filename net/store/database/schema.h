// The tables of the database as SQL, and how a database of an earlier version becomes one of this.
//
// `PRAGMA user_version` is the version. testdata/store has for each version its statements
// (v<version>.sql) and a database of it (v<version>.dump), and a test fails when the columns of
// core/records.h are not those of the present version. So a new column is: a new number in
// kSchemaVersion, a row of the table of migrations, and the two files of the new version.
#ifndef IRCSERV_NET_STORE_DATABASE_SCHEMA_H_
#define IRCSERV_NET_STORE_DATABASE_SCHEMA_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "net/store/database/sqlite.h"

namespace irc {

inline constexpr int64_t kSchemaVersion = 4;

// Says that a database is one of this program: "irc1".
inline constexpr int64_t kApplicationId = 0x69726331;

// All statements that make an empty database of the present version, each with ";\n" at its end.
std::string SchemaSql();

struct Migration {
  int64_t from;
  const char* sql;  // changes a database of version `from` to one of version `from` + 1
};

// One row for each version before the present one.
absl::Span<const Migration> Migrations();

// Makes the tables of an empty database, or brings one of an earlier version to `version`, in one
// transaction. FailedPrecondition when the database is of a later version, or of another program.
absl::Status Migrate(Sqlite& database, int64_t version, absl::Span<const Migration> migrations);
absl::Status Migrate(Sqlite& database);

}  // namespace irc

#endif  // IRCSERV_NET_STORE_DATABASE_SCHEMA_H_
