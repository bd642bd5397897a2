// What belongs to accounts beside their own rows: memos and hosts. It does not stand in the way of
// changes of the account, and ends with it.
#ifndef IRCSERV_CORE_KEPT_BELONGINGS_H_
#define IRCSERV_CORE_KEPT_BELONGINGS_H_

#include <cstddef>
#include <vector>

#include "core/outbox/outbox.h"
#include "core/records.h"
#include "core/state/state.h"

namespace irc {

// All that the account has.
std::vector<Row> BelongingsOf(const State& state, AccountId account);

// The number of memos of the account, with those that wait to be kept.
size_t CountMemos(const State& state, AccountId account);

// Takes up a record that is kept, with what follows for users: a new memo is told, and a host is
// shown. What was given to an account that has ended meanwhile is dropped again.
void TakeUpBelongings(State& state, Outbox& out, const Record& record);

// Takes up what an earlier process has kept.
void TakeUpRestoredBelongings(State& state, const Row& row);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_BELONGINGS_H_
