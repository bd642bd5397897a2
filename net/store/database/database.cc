#include "net/store/database/database.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "net/store/database/schema.h"

namespace irc {
namespace {

constexpr char kPosition[] = "position";
constexpr char kHighest[] = "highest ";

// The cache is for the load at the start and for large transactions.
constexpr char kSettings[] =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000";

}  // namespace

absl::StatusOr<Database> Database::Open(const std::string& path, const SqliteOptions& options) {
  absl::StatusOr<Sqlite> sqlite = Sqlite::Open(path, options);
  if (!sqlite.ok()) return sqlite.status();
  Database database(*std::move(sqlite));
  if (!options.read_only) {
    if (absl::Status status = database.sqlite_.Run(kSettings); !status.ok()) return status;
    if (absl::Status status = Migrate(database.sqlite_); !status.ok()) return status;
    if (absl::Status status = database.PrepareStatements(); !status.ok()) return status;
  }
  if (absl::Status status = database.ReadMeta(); !status.ok()) return status;
  return database;
}

absl::Status Database::PrepareStatements() {
  absl::Status status;
  const auto prepare = [&](const std::string& sql, Statement& statement) {
    if (!status.ok()) return;
    absl::StatusOr<Statement> prepared = sqlite_.Prepare(sql);
    status = prepared.status();
    if (prepared.ok()) statement = *std::move(prepared);
  };
  ForEachTable([&](size_t, auto row) {
    Table& table = tables_.emplace_back();
    prepare(PutStatement(row), table.put);
    prepare(DropStatement(row), table.drop);
  });
  prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", put_meta_);
  return status;
}

absl::Status Database::ReadMeta() {
  position_ = 0;
  highest_.clear();
  absl::StatusOr<Statement> select = sqlite_.Prepare("SELECT name, value FROM meta");
  if (!select.ok()) return select.status();
  while (true) {
    const absl::StatusOr<bool> row = select->Step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
    absl::string_view name = select->Bytes(0);
    const auto value = static_cast<uint64_t>(select->Integer(1));
    if (name == kPosition) position_ = value;
    if (absl::ConsumePrefix(&name, kHighest)) highest_[std::string(name)] = value;
  }
}

absl::Status Database::Begin() { return sqlite_.Run("BEGIN IMMEDIATE"); }

absl::Status Database::Apply(absl::Span<const Record> records) {
  for (const Record& record : records) {
    Table& table = tables_[record.row.index()];
    Statement& statement = record.drop ? table.drop : table.put;
    if (record.drop) {
      binder_.BindKey(record.row, statement);
    } else {
      binder_.BindRow(record.row, statement);
    }
    if (absl::Status status = statement.Run(); !status.ok()) return status;
    CountId(record.row, highest_);
  }
  return absl::OkStatus();
}

absl::Status Database::PutMeta(absl::string_view name, uint64_t value) {
  put_meta_.BindText(1, name);
  put_meta_.BindInteger(2, static_cast<int64_t>(value));
  return put_meta_.Run();
}

absl::Status Database::NoteIds() {
  for (const auto& [table, id] : highest_) {
    const absl::Status status = PutMeta(absl::StrCat(kHighest, table), id);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Database::Commit(uint64_t position) {
  if (absl::Status status = NoteIds(); !status.ok()) return status;
  if (absl::Status status = PutMeta(kPosition, position); !status.ok()) return status;
  absl::Status status = sqlite_.Run("COMMIT");
  if (status.ok()) position_ = position;
  return status;
}

void Database::ReleaseStatements() {
  tables_.clear();
  put_meta_ = Statement();
}

// SQLite has rolled back by itself after some errors, and ROLLBACK then fails, which does no harm.
void Database::Rollback() {
  sqlite_.Run("ROLLBACK").IgnoreError();
  const uint64_t position = position_;
  const HighestIds highest = highest_;
  if (ReadMeta().ok()) return;
  // They are too high rather than too low.
  position_ = position;
  highest_ = highest;
}

void Database::RaiseIds(const HighestIds& ids) {
  for (const auto& [table, id] : ids) {
    uint64_t& present = highest_[table];
    if (id > present) present = id;
  }
}

absl::StatusOr<size_t> Database::CountRows(bool with_audit) const {
  size_t rows = 0;
  absl::Status status;
  ForEachTable([&](size_t, auto row) {
    if (!status.ok() || (std::is_same_v<decltype(row), AuditRecordRow> && !with_audit)) return;
    const absl::StatusOr<int64_t> count =
        sqlite_.IntegerOf(absl::StrCat("SELECT count(*) FROM ", row.kTable));
    status = count.status();
    if (count.ok()) rows += static_cast<size_t>(*count);
  });
  if (!status.ok()) return status;
  return rows;
}

absl::Status Database::ForEachRow(bool with_audit, absl::FunctionRef<void(Row&&)> visit) const {
  absl::Status status;
  ForEachTable([&](size_t, auto empty) {
    using Typed = decltype(empty);
    if (!status.ok() || (std::is_same_v<Typed, AuditRecordRow> && !with_audit)) return;
    absl::StatusOr<Statement> select = sqlite_.Prepare(SelectStatement(empty));
    status = select.status();
    while (status.ok()) {
      const absl::StatusOr<bool> more = select->Step();
      status = more.status();
      if (!more.ok() || !*more) break;
      Row row = Typed();
      status = ReadRow(*select, row);
      if (status.ok()) visit(std::move(row));
    }
  });
  return status;
}

}  // namespace irc
