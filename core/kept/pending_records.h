// The records that wait to be kept.
//
// Law of this file: what ends by itself does not end while a record of it waits. Its drop would be
// stored after that record, and what was promised would be gone at the next start.
#ifndef IRCSERV_CORE_KEPT_PENDING_RECORDS_H_
#define IRCSERV_CORE_KEPT_PENDING_RECORDS_H_

#include <algorithm>
#include <cstddef>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/records.h"
#include "core/state/pending.h"
#include "core/state/state.h"

namespace irc {

// Whether one of them is such that `test(record)`.
template <typename Test>
bool AnyPending(const State& state, Test&& test) {
  return std::any_of(state.pending.begin(), state.pending.end(), [&](const auto& pair) {
    const auto* commit = std::get_if<PendingCommit>(&pair.second.what);
    return commit != nullptr && std::any_of(commit->records.begin(), commit->records.end(), test);
  });
}

// How many of them are such that `test(record)`.
template <typename Test>
size_t CountPending(const State& state, Test&& test) {
  size_t count = 0;
  AnyPending(state, [&](const Record& record) {
    count += test(record) ? 1 : 0;
    return false;
  });
  return count;
}

// The values of the key of a row.
inline std::vector<std::string> KeyOf(const Row& row) {
  std::vector<std::string> key;
  const auto take = [&](absl::string_view, const auto& value, Column how) {
    if constexpr (!std::is_same_v<std::decay_t<decltype(value)>, absl::Time>) {
      if (how == Column::kKey) key.push_back(absl::StrCat(value));
    }
  };
  std::visit([&](const auto& typed) { VisitColumns(take, typed); }, row);
  return key;
}

// Whether one of them puts or drops the row with the key of `row`.
inline bool IsPending(const State& state, const Row& row) {
  return AnyPending(state, [&](const Record& record) {
    return record.row.index() == row.index() && KeyOf(record.row) == KeyOf(row);
  });
}

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_PENDING_RECORDS_H_
