// The field lists of rows (core/records.h) in snapshots: their columns, by the names in the table.
#ifndef IRCSERV_CORE_STATE_ROW_FIELDS_H_
#define IRCSERV_CORE_STATE_ROW_FIELDS_H_

#include <type_traits>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/records.h"
#include "core/state/archive.h"

namespace irc {

template <typename T>
concept IsRow = requires {
  T::kTable;
};

template <typename Archive, IsRow T>
void Fields(Archive& archive, T& row) {
  VisitColumns(
      [&archive](const char* name, auto& value, Column) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, absl::Time>) {
          OrNever time{const_cast<absl::Time&>(value)};
          archive.Fields(name, time);
        } else {
          archive.Fields(name, value);
        }
      },
      row);
}

template <typename Archive>
void Fields(Archive& archive, Record& record) {
  auto& [drop, row] = record;
  IRC_FIELDS(archive, drop, row);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_ROW_FIELDS_H_
