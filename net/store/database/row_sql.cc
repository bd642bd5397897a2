#include "net/store/database/row_sql.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/protocol/utf8.h"
#include "net/store/rows/time_text.h"

namespace irc {
namespace {

struct ColumnSql {
  std::string name;  // in quotation marks, since "by" and "key" are words of SQL
  std::string type;  // with NOT NULL
  bool key;
  bool whole_number;
};

struct ColumnsVisitor {
  void operator()(absl::string_view name, const uint64_t&, Column how) {
    Add(name, "INTEGER NOT NULL", how, true);
  }
  void operator()(absl::string_view name, const std::string&, Column how) {
    Add(name, "TEXT NOT NULL", how, false);
  }
  void operator()(absl::string_view name, const absl::Time&, Column how) {
    Add(name, "TEXT", how, false);
  }
  void Add(absl::string_view name, absl::string_view type, Column how, bool whole_number) {
    columns.push_back({.name = absl::StrCat("\"", name, "\""),
                       .type = std::string(type),
                       .key = how == Column::kKey,
                       .whole_number = whole_number});
  }

  std::vector<ColumnSql> columns;
};

std::vector<ColumnSql> ColumnsOf(const Row& row) {
  ColumnsVisitor visitor;
  std::visit([&](const auto& typed) { VisitColumns(visitor, typed); }, row);
  return std::move(visitor.columns);
}

std::vector<ColumnSql> KeyOf(const Row& row) {
  std::vector<ColumnSql> key;
  for (ColumnSql& column : ColumnsOf(row)) {
    if (column.key) key.push_back(std::move(column));
  }
  return key;
}

std::string Names(const std::vector<ColumnSql>& columns) {
  return absl::StrJoin(columns, ", ", [](std::string* out, const ColumnSql& column) {
    absl::StrAppend(out, column.name);
  });
}

bool IsPlainText(absl::string_view text) {
  return text.find('\0') == absl::string_view::npos && IsValidUtf8(text);
}

struct Reader {
  void operator()(const char* name, uint64_t& number, Column) {
    if (!statement.IsInteger(next) || statement.Integer(next) < 0) Refuse(name);
    number = static_cast<uint64_t>(statement.Integer(next++));
  }
  void operator()(const char* name, std::string& text, Column) {
    if (statement.IsNull(next)) Refuse(name);
    const absl::string_view bytes = statement.Bytes(next++);
    text.assign(bytes.data(), bytes.size());
  }
  void operator()(const char* name, absl::Time& time, Column) {
    const bool never = statement.IsNull(next);
    const std::optional<absl::Time> read =
        never ? absl::InfiniteFuture() : ParseTimeText(statement.Bytes(next));
    if (!read.has_value()) Refuse(name);
    time = read.value_or(absl::InfiniteFuture());
    ++next;
  }
  void Refuse(const char* name) {
    if (wrong == nullptr) wrong = name;
  }

  const Statement& statement;
  int next = 0;
  const char* wrong = nullptr;
};

}  // namespace

// A single whole number as the key is SQLite's rowid. Every other table does without a rowid, so
// that its rows are in the order of the key, and in one tree.
std::string CreateStatement(const Row& row) {
  const std::vector<ColumnSql> key = KeyOf(row);
  const bool is_rowid = key.size() == 1 && key.front().whole_number;
  std::string sql = absl::StrCat("CREATE TABLE ", TableOf(row), " (\n");
  for (const ColumnSql& column : ColumnsOf(row)) {
    absl::StrAppend(&sql, "  ", column.name, " ", column.type,
                    is_rowid && column.key ? " PRIMARY KEY" : "", ",\n");
  }
  if (is_rowid) {
    sql.resize(sql.size() - 2);
    return absl::StrCat(sql, "\n)");
  }
  return absl::StrCat(sql, "  PRIMARY KEY (", Names(key), ")\n) WITHOUT ROWID");
}

std::string PutStatement(const Row& row) {
  const std::vector<ColumnSql> columns = ColumnsOf(row);
  const std::vector<std::string> marks(columns.size(), "?");
  return absl::StrCat("INSERT OR REPLACE INTO ", TableOf(row), " (", Names(columns), ") VALUES (",
                      absl::StrJoin(marks, ", "), ")");
}

std::string DropStatement(const Row& row) {
  const auto is = [](std::string* out, const ColumnSql& column) {
    absl::StrAppend(out, column.name, " = ?");
  };
  return absl::StrCat("DELETE FROM ", TableOf(row), " WHERE ",
                      absl::StrJoin(KeyOf(row), " AND ", is));
}

std::string SelectStatement(const Row& row) {
  return absl::StrCat("SELECT ", Names(ColumnsOf(row)), " FROM ", TableOf(row), " ORDER BY ",
                      Names(KeyOf(row)));
}

void Binder::Bind(const Row& row, bool only_key, Statement& statement) {
  times_.clear();
  int next = 1;
  const auto bind = [&](const auto& member) {
    using Type = std::decay_t<decltype(member)>;
    if constexpr (std::is_same_v<Type, uint64_t>) {
      statement.BindInteger(next, static_cast<int64_t>(member));
    } else if constexpr (std::is_same_v<Type, absl::Time>) {
      std::optional<std::string> text = TimeText(member, TimeForm::kSqlite);
      if (!text.has_value()) return statement.BindNull(next);
      statement.BindText(next, times_.emplace_back(*std::move(text)));
    } else if (IsPlainText(member)) {
      statement.BindText(next, member);
    } else {
      statement.BindBlob(next, member);
    }
  };
  std::visit(
      [&](const auto& typed) {
        VisitColumns(
            [&](const char*, const auto& member, Column how) {
              if (only_key && how != Column::kKey) return;
              bind(member);
              ++next;
            },
            typed);
      },
      row);
}

void Binder::BindRow(const Row& row, Statement& statement) { Bind(row, false, statement); }

void Binder::BindKey(const Row& row, Statement& statement) { Bind(row, true, statement); }

absl::Status ReadRow(const Statement& statement, Row& row) {
  Reader reader{statement};
  std::visit([&](auto& typed) { VisitColumns(reader, typed); }, row);
  if (reader.wrong == nullptr) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("the row ", statement.Bytes(0), " of the table ",
                                          TableOf(row), " has in its column '", reader.wrong,
                                          "' what does not belong there"));
}

}  // namespace irc
