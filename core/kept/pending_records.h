// The records that wait to be kept.
#ifndef IRCSERV_CORE_KEPT_PENDING_RECORDS_H_
#define IRCSERV_CORE_KEPT_PENDING_RECORDS_H_

#include <algorithm>
#include <cstddef>
#include <variant>

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

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_PENDING_RECORDS_H_
