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
    // Registered channels, groups, hosts, memos, and what staff changes.
    {2,
     "CREATE TABLE groups (\n"
     "  \"id\" INTEGER NOT NULL PRIMARY KEY,\n"
     "  \"name\" TEXT NOT NULL,\n"
     "  \"registered_at\" TEXT\n"
     ");\n"
     "CREATE TABLE group_members (\n"
     "  \"group\" INTEGER NOT NULL,\n"
     "  \"account\" INTEGER NOT NULL,\n"
     "  \"flags\" TEXT NOT NULL,\n"
     "  \"by\" TEXT NOT NULL,\n"
     "  \"set_at\" TEXT,\n"
     "  PRIMARY KEY (\"group\", \"account\")\n"
     ") WITHOUT ROWID;\n"
     "CREATE TABLE group_settings (\n"
     "  \"group\" INTEGER NOT NULL,\n"
     "  \"key\" TEXT NOT NULL,\n"
     "  \"value\" TEXT NOT NULL,\n"
     "  PRIMARY KEY (\"group\", \"key\")\n"
     ") WITHOUT ROWID;\n"
     "CREATE TABLE channels (\n"
     "  \"id\" INTEGER NOT NULL PRIMARY KEY,\n"
     "  \"name\" TEXT NOT NULL,\n"
     "  \"founder\" INTEGER NOT NULL,\n"
     "  \"successor\" INTEGER NOT NULL,\n"
     "  \"registered_at\" TEXT,\n"
     "  \"approved_at\" TEXT\n"
     ");\n"
     "CREATE TABLE channel_uses (\n"
     "  \"channel\" INTEGER NOT NULL PRIMARY KEY,\n"
     "  \"at\" TEXT\n"
     ");\n"
     "CREATE TABLE channel_modes (\n"
     "  \"channel\" INTEGER NOT NULL PRIMARY KEY,\n"
     "  \"created_at\" TEXT,\n"
     "  \"flags\" TEXT NOT NULL,\n"
     "  \"key\" TEXT NOT NULL,\n"
     "  \"forward\" TEXT NOT NULL,\n"
     "  \"throttle\" TEXT NOT NULL,\n"
     "  \"limit\" INTEGER NOT NULL\n"
     ");\n"
     "CREATE TABLE channel_topics (\n"
     "  \"channel\" INTEGER NOT NULL PRIMARY KEY,\n"
     "  \"text\" TEXT NOT NULL,\n"
     "  \"setter\" TEXT NOT NULL,\n"
     "  \"set_at\" TEXT\n"
     ");\n"
     "CREATE TABLE channel_masks (\n"
     "  \"channel\" INTEGER NOT NULL,\n"
     "  \"list\" TEXT NOT NULL,\n"
     "  \"mask\" TEXT NOT NULL,\n"
     "  \"setter\" TEXT NOT NULL,\n"
     "  \"set_at\" TEXT,\n"
     "  PRIMARY KEY (\"channel\", \"list\", \"mask\")\n"
     ") WITHOUT ROWID;\n"
     "CREATE TABLE channel_metadata (\n"
     "  \"channel\" INTEGER NOT NULL,\n"
     "  \"key\" TEXT NOT NULL,\n"
     "  \"value\" TEXT NOT NULL,\n"
     "  PRIMARY KEY (\"channel\", \"key\")\n"
     ") WITHOUT ROWID;\n"
     "CREATE TABLE channel_settings (\n"
     "  \"channel\" INTEGER NOT NULL,\n"
     "  \"key\" TEXT NOT NULL,\n"
     "  \"value\" TEXT NOT NULL,\n"
     "  PRIMARY KEY (\"channel\", \"key\")\n"
     ") WITHOUT ROWID;\n"
     "CREATE TABLE channel_access (\n"
     "  \"channel\" INTEGER NOT NULL,\n"
     "  \"kind\" TEXT NOT NULL,\n"
     "  \"subject\" INTEGER NOT NULL,\n"
     "  \"mask\" TEXT NOT NULL,\n"
     "  \"flags\" TEXT NOT NULL,\n"
     "  \"by\" TEXT NOT NULL,\n"
     "  \"set_at\" TEXT,\n"
     "  \"expires_at\" TEXT,\n"
     "  \"reason\" TEXT NOT NULL,\n"
     "  \"comment\" TEXT NOT NULL,\n"
     "  PRIMARY KEY (\"channel\", \"kind\", \"subject\", \"mask\")\n"
     ") WITHOUT ROWID;\n"
     "CREATE TABLE vhosts (\n"
     "  \"account\" INTEGER NOT NULL PRIMARY KEY,\n"
     "  \"host\" TEXT NOT NULL,\n"
     "  \"by\" TEXT NOT NULL,\n"
     "  \"set_at\" TEXT\n"
     ");\n"
     "CREATE TABLE vhost_requests (\n"
     "  \"account\" INTEGER NOT NULL PRIMARY KEY,\n"
     "  \"host\" TEXT NOT NULL,\n"
     "  \"asked_at\" TEXT\n"
     ");\n"
     "CREATE TABLE vhost_offers (\n"
     "  \"host\" TEXT NOT NULL,\n"
     "  \"group\" INTEGER NOT NULL,\n"
     "  \"by\" TEXT NOT NULL,\n"
     "  \"set_at\" TEXT,\n"
     "  PRIMARY KEY (\"host\")\n"
     ") WITHOUT ROWID;\n"
     "CREATE TABLE memos (\n"
     "  \"id\" INTEGER NOT NULL PRIMARY KEY,\n"
     "  \"account\" INTEGER NOT NULL,\n"
     "  \"sender\" TEXT NOT NULL,\n"
     "  \"sent_at\" TEXT,\n"
     "  \"text\" TEXT NOT NULL,\n"
     "  \"read_at\" TEXT\n"
     ");\n"
     "CREATE TABLE memo_ignores (\n"
     "  \"account\" INTEGER NOT NULL,\n"
     "  \"name\" TEXT NOT NULL,\n"
     "  PRIMARY KEY (\"account\", \"name\")\n"
     ") WITHOUT ROWID;\n"
     "CREATE TABLE forbids (\n"
     "  \"kind\" TEXT NOT NULL,\n"
     "  \"mask\" TEXT NOT NULL,\n"
     "  \"by\" TEXT NOT NULL,\n"
     "  \"reason\" TEXT NOT NULL,\n"
     "  \"set_at\" TEXT,\n"
     "  \"expires_at\" TEXT,\n"
     "  PRIMARY KEY (\"kind\", \"mask\")\n"
     ") WITHOUT ROWID;\n"
     "CREATE TABLE news (\n"
     "  \"id\" INTEGER NOT NULL PRIMARY KEY,\n"
     "  \"kind\" TEXT NOT NULL,\n"
     "  \"text\" TEXT NOT NULL,\n"
     "  \"by\" TEXT NOT NULL,\n"
     "  \"set_at\" TEXT\n"
     ");\n"
     "CREATE TABLE session_limits (\n"
     "  \"address\" TEXT NOT NULL,\n"
     "  \"limit\" INTEGER NOT NULL,\n"
     "  \"by\" TEXT NOT NULL,\n"
     "  \"reason\" TEXT NOT NULL,\n"
     "  \"set_at\" TEXT,\n"
     "  \"expires_at\" TEXT,\n"
     "  PRIMARY KEY (\"address\")\n"
     ") WITHOUT ROWID;\n"
     "CREATE TABLE server_settings (\n"
     "  \"key\" TEXT NOT NULL,\n"
     "  \"value\" TEXT NOT NULL,\n"
     "  \"by\" TEXT NOT NULL,\n"
     "  \"set_at\" TEXT,\n"
     "  \"expires_at\" TEXT,\n"
     "  PRIMARY KEY (\"key\")\n"
     ") WITHOUT ROWID;\n"},
    // Memos and who is ignored follow the renaming of accounts: ids in the place of names. A name
    // that is no account's stays with its memo, and ends as one that is ignored.
    {3,
     "ALTER TABLE memos RENAME TO memos_before;\n"
     "CREATE TABLE memos (\n"
     "  \"id\" INTEGER NOT NULL PRIMARY KEY,\n"
     "  \"account\" INTEGER NOT NULL,\n"
     "  \"from\" INTEGER NOT NULL,\n"
     "  \"sender\" TEXT NOT NULL,\n"
     "  \"sent_at\" TEXT,\n"
     "  \"text\" TEXT NOT NULL,\n"
     "  \"read_at\" TEXT,\n"
     "  \"receipt\" INTEGER NOT NULL\n"
     ");\n"
     "INSERT INTO memos SELECT m.id, m.account, coalesce(a.id, 0), iif(a.id IS NULL, m.sender, "
     "''), "
     "m.sent_at, m.text, m.read_at, 0 FROM memos_before m "
     "LEFT JOIN accounts a ON a.name = m.sender COLLATE NOCASE GROUP BY m.id;\n"
     "DROP TABLE memos_before;\n"
     "ALTER TABLE memo_ignores RENAME TO memo_ignores_before;\n"
     "CREATE TABLE memo_ignores (\n"
     "  \"account\" INTEGER NOT NULL,\n"
     "  \"ignored\" INTEGER NOT NULL,\n"
     "  PRIMARY KEY (\"account\", \"ignored\")\n"
     ") WITHOUT ROWID;\n"
     "INSERT OR IGNORE INTO memo_ignores SELECT i.account, a.id FROM memo_ignores_before i "
     "JOIN accounts a ON a.name = i.name COLLATE NOCASE;\n"
     "DROP TABLE memo_ignores_before;\n"},
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
