#include "net/store/database/schema.h"

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "net/store/database/row_sql.h"
#include "net/store/rows/tables.h"

namespace irc {
namespace {

// What the columns of core/records.h do not say. `meta` has what the store itself remembers:
// 'position', the last turn of the journal that is in the tables, and 'highest <table>', the
// highest id that was ever given (database.h).
constexpr char kBesideTheRows[] =
    "CREATE TABLE meta (\n"
    "  \"name\" TEXT NOT NULL,\n"
    "  \"value\" INTEGER NOT NULL,\n"
    "  PRIMARY KEY (\"name\")\n"
    ") WITHOUT ROWID;\n"
    "CREATE INDEX nicks_by_account ON nicks (\"account\");\n"
    "CREATE INDEX credentials_by_account ON credentials (\"account\");\n"
    "CREATE INDEX audit_by_time ON audit (\"at\");\n";

constexpr Migration kMigrations[] = {
    // The last use of a credential, and the hits of a ban.
    {1,
     "CREATE TABLE uses (\n"
     "  \"credential\" INTEGER NOT NULL PRIMARY KEY,\n"
     "  \"account\" INTEGER NOT NULL,\n"
     "  \"at\" TEXT,\n"
     "  \"address\" TEXT NOT NULL\n"
     ");\n"
     "CREATE TABLE ban_hits (\n"
     "  \"ban\" INTEGER NOT NULL PRIMARY KEY,\n"
     "  \"hits\" INTEGER NOT NULL,\n"
     "  \"last_at\" TEXT\n"
     ");\n"},
};

absl::Status ApplySchema(Sqlite& database, int64_t present, int64_t version,
                         absl::Span<const Migration> migrations) {
  if (present == 0) {
    if (absl::Status status = database.Run(SchemaSql()); !status.ok()) return status;
    present = version;
  }
  for (const Migration& migration : migrations) {
    if (migration.from != present) continue;
    if (absl::Status status = database.Run(migration.sql); !status.ok()) return status;
    ++present;
  }
  if (present != version) {
    return absl::FailedPreconditionError(
        absl::StrCat("there is no way from version ", present, " of the database to ", version));
  }
  return database.Run(absl::StrCat("PRAGMA user_version = ", version,
                                   "; PRAGMA application_id = ", kApplicationId));
}

}  // namespace

std::string SchemaSql() {
  std::string sql;
  ForEachTable([&](size_t, auto row) { absl::StrAppend(&sql, CreateStatement(row), ";\n"); });
  return absl::StrCat(sql, kBesideTheRows);
}

absl::Span<const Migration> Migrations() { return kMigrations; }

absl::Status Migrate(Sqlite& database, int64_t version, absl::Span<const Migration> migrations) {
  const absl::StatusOr<int64_t> present = database.IntegerOf("PRAGMA user_version");
  if (!present.ok()) return present.status();
  if (*present == version) return absl::OkStatus();
  if (*present > version) {
    return absl::FailedPreconditionError(absl::StrCat("the database has version ", *present,
                                                      ", and this program knows none after ",
                                                      version, ": it was written by a newer one"));
  }
  if (*present == 0) {
    const absl::StatusOr<int64_t> tables = database.IntegerOf("SELECT count(*) FROM sqlite_schema");
    if (!tables.ok()) return tables.status();
    if (*tables != 0) {
      return absl::FailedPreconditionError("the database is one of another program");
    }
  }
  if (absl::Status status = database.Run("BEGIN IMMEDIATE"); !status.ok()) return status;
  absl::Status status = ApplySchema(database, *present, version, migrations);
  if (status.ok()) status = database.Run("COMMIT");
  if (!status.ok()) database.Run("ROLLBACK").IgnoreError();
  return status;
}

absl::Status Migrate(Sqlite& database) { return Migrate(database, kSchemaVersion, Migrations()); }

}  // namespace irc
