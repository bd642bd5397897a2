#include "net/store/database_reader.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "net/store/database/row_sql.h"
#include "net/store/rows/time_text.h"

namespace irc {
namespace {

constexpr int kBusyMilliseconds = 1000;

// lower() folds the letters of ASCII.
std::string AuditSql() {
  std::string columns;
  const AuditRecordRow empty;
  VisitColumns(
      [&](absl::string_view name, const auto&, Column) {
        absl::StrAppend(&columns, columns.empty() ? "" : ", ", "\"", name, "\"");
      },
      empty);
  std::string sql =
      absl::StrCat("SELECT ", columns, " FROM ", AuditRecordRow::kTable, " WHERE id < ?1");
  int parameter = 2;
  for (absl::string_view column : {"actor", "target", "action"}) {
    absl::StrAppend(&sql, " AND (?", parameter, " = '' OR instr(lower(", column, "), lower(?",
                    parameter, ")) > 0)");
    ++parameter;
  }
  return absl::StrCat(sql, " AND at >= ?5 ORDER BY id DESC LIMIT ?6");
}

}  // namespace

DatabaseReader::DatabaseReader(std::string path, const StoreOptions& options,
                               DatabaseWriter& writer, std::function<void()> wake)
    : path_(std::move(path)),
      options_(options),
      writer_(writer),
      wake_(std::move(wake)),
      thread_([this] { Run(); }) {}

DatabaseReader::~DatabaseReader() { Close(); }

void DatabaseReader::Close() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    changed_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

void DatabaseReader::Submit(ReadId id, uint64_t turn, StoreQuery query) {
  const auto patience = std::chrono::nanoseconds(absl::ToInt64Nanoseconds(options_.read_patience));
  const std::lock_guard<std::mutex> lock(mutex_);
  asked_.push_back({.id = id,
                    .turn = turn,
                    .deadline = DatabaseWriter::Clock::now() + patience,
                    .query = std::move(query)});
  changed_.notify_one();
}

std::vector<ReadDone> DatabaseReader::Take() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::exchange(done_, {});
}

void DatabaseReader::Run() {
  while (true) {
    Asked asked;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !asked_.empty(); });
      if (stopping_) return;
      asked = std::move(asked_.front());
      asked_.pop_front();
    }
    ReadDone done = Answer(asked);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      done_.push_back(std::move(done));
    }
    wake_();
  }
}

ReadDone DatabaseReader::Answer(const Asked& asked) {
  ReadDone done{.id = asked.id};
  if (!writer_.WaitFor(asked.turn, asked.deadline)) {
    done.error = StoreError::kTimeout;
    return done;
  }
  absl::StatusOr<std::vector<Row>> rows =
      std::visit([this](const auto& query) { return RowsFor(query); }, asked.query);
  if (rows.ok()) {
    done.rows = *std::move(rows);
  } else {
    done.error = rows.status().code() == absl::StatusCode::kUnavailable ? StoreError::kTimeout
                                                                        : StoreError::kFailed;
  }
  return done;
}

absl::StatusOr<std::vector<Row>> DatabaseReader::RowsFor(const AuditQuery& query) {
  if (!sqlite_.has_value()) {
    absl::StatusOr<Sqlite> opened = Sqlite::Open(
        path_,
        {.read_only = true, .vfs = options_.sqlite_vfs, .busy_milliseconds = kBusyMilliseconds});
    if (!opened.ok()) return opened.status();
    sqlite_ = *std::move(opened);
  }
  absl::StatusOr<Statement> select = sqlite_->Prepare(AuditSql());
  if (!select.ok()) return select.status();
  constexpr auto kIdMax = static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
  const uint64_t before = query.before == 0 ? kIdMax : std::min(query.before, kIdMax);
  // It is bound without a copy.
  const std::string since = TimeText(query.since, TimeForm::kSqlite).value_or("");
  select->BindInteger(1, static_cast<int64_t>(before));
  select->BindText(2, query.actor);
  select->BindText(3, query.target);
  select->BindText(4, query.action);
  select->BindText(5, since);
  select->BindInteger(6, static_cast<int64_t>(std::min<uint64_t>(query.limit, kIdMax)));
  std::vector<Row> rows;
  while (true) {
    const absl::StatusOr<bool> more = select->Step();
    if (!more.ok()) return more.status();
    if (!*more) return rows;
    Row row = AuditRecordRow();
    if (absl::Status status = ReadRow(*select, row); !status.ok()) return status;
    rows.push_back(std::move(row));
  }
}

}  // namespace irc
