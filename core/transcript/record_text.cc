#include "core/transcript/record_text.h"

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "core/transcript/cursor.h"
#include "core/transcript/escape.h"
#include "core/transcript/write.h"

namespace irc {
namespace transcript {
namespace {

constexpr absl::string_view kNever = "never";

std::string PrintColumn(const std::string& text) { return text.empty() ? "\"\"" : Word(text); }
std::string PrintColumn(uint64_t number) { return absl::StrCat(number); }
std::string PrintColumn(absl::Time time) {
  return time == absl::InfiniteFuture() ? std::string(kNever) : PrintTime(time);
}

void ReadColumn(Cursor& cursor, std::string& text) { text = cursor.WordOrString(); }
void ReadColumn(Cursor& cursor, uint64_t& number) {
  number = Number(cursor, cursor.Bare(), UINT64_MAX);
}
void ReadColumn(Cursor& cursor, absl::Time& time) {
  const absl::string_view word = cursor.Bare();
  std::string error;
  time = absl::InfiniteFuture();
  if (word == kNever || absl::ParseTime(absl::RFC3339_full, word, &time, &error)) return;
  cursor.Fail(absl::StrCat("'", word, "' is not a time like 2026-01-01T00:00:05.000Z, or never"));
}

// The values of all columns as text, and whether each is a default.
template <typename T>
std::vector<std::string> ColumnTexts(const T& row) {
  std::vector<std::string> texts;
  VisitColumns(
      [&](absl::string_view, const auto& value, Column) { texts.push_back(PrintColumn(value)); },
      row);
  return texts;
}

template <typename T>
std::string PrintColumns(const T& row) {
  const std::vector<std::string> defaults = ColumnTexts(T());
  std::string text;
  size_t index = 0;
  VisitColumns(
      [&](absl::string_view name, const auto& value, Column how) {
        std::string shown = PrintColumn(value);
        if (shown == defaults[index++]) return;
        if (how == Column::kSecret) shown = std::string(kHiddenText);
        absl::StrAppend(&text, " ", name, "=", shown);
      },
      row);
  return text;
}

// Makes `row` an empty one of that table; false when there is no such table.
template <size_t kIndex = 0>
bool Emplace(absl::string_view table, Row& row) {
  if constexpr (kIndex < std::variant_size_v<Row>) {
    if (std::variant_alternative_t<kIndex, Row>::kTable != table) {
      return Emplace<kIndex + 1>(table, row);
    }
    row.emplace<kIndex>();
    return true;
  }
  return false;
}

template <typename T>
void SetColumn(Cursor& cursor, absl::string_view key, T& row) {
  bool found = false;
  VisitColumns(
      [&](absl::string_view name, auto& value, Column) {
        if (name != key) return;
        found = true;
        ReadColumn(cursor, value);
      },
      row);
  if (!found) cursor.Fail(absl::StrCat("the table ", T::kTable, " has no column '", key, "'"));
}

}  // namespace

std::string PrintRow(const Row& row) {
  return absl::StrCat(TableOf(row),
                      std::visit([](const auto& typed) { return PrintColumns(typed); }, row));
}

std::string PrintRecords(const std::vector<Record>& records) {
  return absl::StrJoin(records, absl::StrCat(" ", kNextRow, " "),
                       [](std::string* out, const Record& record) {
                         absl::StrAppend(out, record.drop ? "drop " : "put ", PrintRow(record.row));
                       });
}

bool ReadRow(Cursor& cursor, absl::string_view table, Row& row) {
  if (!Emplace(table, row)) {
    cursor.Fail(absl::StrCat("there is no table '", table, "'"));
    return false;
  }
  while (!cursor.AtEnd()) {
    bool has_value = false;
    const std::string key = cursor.Key(has_value);
    if (!has_value && key == kNextRow) return true;
    if (!has_value) {
      cursor.Fail(absl::StrCat("'", key, "' needs a value: column=value"));
      return false;
    }
    std::visit([&](auto& typed) { SetColumn(cursor, key, typed); }, row);
  }
  return false;
}

}  // namespace transcript
}  // namespace irc
