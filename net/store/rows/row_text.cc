#include "net/store/rows/row_text.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "core/protocol/utf8.h"
#include "net/store/rows/tables.h"
#include "net/store/rows/time_text.h"
#include "nlohmann/json.hpp"

namespace irc {
namespace {

using Json = nlohmann::ordered_json;

Json ValueOf(uint64_t number) { return number; }

Json ValueOf(const std::string& text) {
  if (IsValidUtf8(text)) return text;
  return {{"hex", absl::BytesToHexString(text)}};
}

Json ValueOf(absl::Time time) {
  std::optional<std::string> text = TimeText(time, TimeForm::kRfc3339);
  return text.has_value() ? Json(*std::move(text)) : Json(nullptr);
}

// False when the value is none of the column's type. SQLite's whole numbers end at INT64_MAX.
bool Read(const Json& value, uint64_t& number) {
  if (!value.is_number_unsigned()) return false;
  number = value.get<uint64_t>();
  return number <= static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
}

bool Read(const Json& value, std::string& text) {
  if (value.is_string()) {
    text = value.get<std::string>();
    return true;
  }
  if (!value.is_object() || value.size() != 1 || !value.contains("hex")) return false;
  const Json& hex = value["hex"];
  if (!hex.is_string()) return false;
  const std::string digits = hex.get<std::string>();
  for (char c : digits) {
    if (!absl::ascii_isxdigit(static_cast<unsigned char>(c))) return false;
  }
  if (digits.size() % 2 != 0) return false;
  text.clear();
  for (size_t i = 0; i < digits.size(); i += 2) {
    text.push_back(static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16)));
  }
  return true;
}

bool Read(const Json& value, absl::Time& time) {
  if (value.is_null()) {
    time = absl::InfiniteFuture();
    return true;
  }
  if (!value.is_string()) return false;
  const std::optional<absl::Time> parsed = ParseTimeText(value.get<std::string>());
  time = parsed.value_or(absl::InfiniteFuture());
  return parsed.has_value();
}

// Reads the columns of the table, only those of the key for a drop. The number of columns, or the
// sentence that says what is wrong.
template <typename Typed>
absl::StatusOr<size_t> ReadColumns(const Json& line, bool only_key, Typed& row) {
  size_t columns = 0;
  absl::Status status;
  VisitColumns(
      [&](const char* name, auto& member, Column how) {
        if (!status.ok() || (only_key && how != Column::kKey)) return;
        ++columns;
        const auto value = line.find(name);
        if (value == line.end()) {
          status = absl::InvalidArgumentError(
              absl::StrCat("the column '", name, "' of ", Typed::kTable, " is missing"));
        } else if (!Read(*value, member)) {
          status = absl::InvalidArgumentError(absl::StrCat(
              "the column '", name, "' of ", Typed::kTable, " has the value ", value->dump()));
        }
      },
      row);
  if (!status.ok()) return status;
  return columns;
}

// Makes a row of version 3, which journals and exports have, one of the present version. Its memos
// have the names of their senders alone, and so they stay. One who is ignored had a name, too: such
// a row becomes the drop of one that is not there.
void Renew(absl::string_view table, bool drop, Json& line) {
  if (table == "memos" && !drop && !line.contains("from")) {
    line["from"] = line["receipt"] = 0u;
  } else if (table == "memo_ignores" && line.contains("name")) {
    line = {{"drop", "memo_ignores"}, {"account", line.value("account", Json())}, {"ignored", 0u}};
  }
}

}  // namespace

std::string RecordLine(const Record& record) {
  Json line;
  line[record.drop ? "drop" : "table"] = std::string(TableOf(record.row));
  std::visit(
      [&](const auto& row) {
        VisitColumns(
            [&](const char* name, const auto& member, Column how) {
              if (!record.drop || how == Column::kKey) line[name] = ValueOf(member);
            },
            row);
      },
      record.row);
  return line.dump();
}

absl::StatusOr<Record> ParseRecord(absl::string_view text) {
  Json line = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (!line.is_object()) return absl::InvalidArgumentError("this is no JSON object");
  const auto named = line.find(line.contains("drop") ? "drop" : "table");
  if (named == line.end() || !named->is_string()) {
    return absl::InvalidArgumentError("the member 'table', or 'drop', is missing");
  }
  const std::string table = named->get<std::string>();
  Renew(table, line.contains("drop"), line);
  const bool drop = line.contains("drop");
  std::optional<Row> row = RowOfTable(table);
  if (!row.has_value()) {
    return absl::InvalidArgumentError(absl::StrCat("there is no table ", Json(table).dump()));
  }
  const absl::StatusOr<size_t> columns =
      std::visit([&](auto& typed) { return ReadColumns(line, drop, typed); }, *row);
  if (!columns.ok()) return columns.status();
  if (line.size() != *columns + 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("the line has more members than ", Json(table).dump(), " has columns"));
  }
  return Record{.drop = drop, .row = *std::move(row)};
}

}  // namespace irc
