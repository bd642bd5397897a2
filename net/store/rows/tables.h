// What all code over the tables shares: visiting every kind of row (core/records.h), so that no
// table has code of its own.
#ifndef IRCSERV_NET_STORE_ROWS_TABLES_H_
#define IRCSERV_NET_STORE_ROWS_TABLES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "absl/strings/string_view.h"
#include "core/records.h"

namespace irc {

// The highest id that a row of each table with ids has ever had, also one that was dropped since. A
// table without rows has no entry. The core counts on from here, so that no id is used twice.
using HighestIds = std::map<std::string, uint64_t>;

// Calls visit(index, row) with an empty row of each table, in the order of `Row`. `index` is that
// of the variant.
template <typename Visitor>
void ForEachTable(Visitor&& visit) {
  [&]<size_t... kIndex>(std::index_sequence<kIndex...>) {
    (visit(kIndex, std::variant_alternative_t<kIndex, Row>()), ...);
  }
  (std::make_index_sequence<std::variant_size_v<Row>>());
}

// An empty row of the table with this name; nothing when there is no such table.
inline std::optional<Row> RowOfTable(absl::string_view table) {
  std::optional<Row> found;
  ForEachTable([&](size_t, auto row) {
    if (row.kTable == table) found = std::move(row);
  });
  return found;
}

// The id of a row whose key is an id of its own; 0 for other rows, such as `seen`, which has the id
// of an account as its key.
template <typename Typed>
uint64_t OwnIdOf(const Typed& row) {
  if constexpr (requires { row.id.value; }) return row.id.value;
  return 0;
}

// Raises the highest id of the row's table.
inline void CountId(const Row& row, HighestIds& highest) {
  const uint64_t id = std::visit([](const auto& typed) { return OwnIdOf(typed); }, row);
  if (id == 0) return;
  uint64_t& of_table = highest[std::string(TableOf(row))];
  if (id > of_table) of_table = id;
}

}  // namespace irc

#endif  // IRCSERV_NET_STORE_ROWS_TABLES_H_
