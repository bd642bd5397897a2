// Changes of groups that are to be kept.
//
// Law of this file: what a change of a group depends on is not changing itself, so each group keeps
// a founder, and no account that is gone is a member. A change of a group waits for another one
// (IsChanging), and the drop of an account waits for changes of its groups (AnyGroupIsChanging).
#ifndef IRCSERV_CORE_KEPT_CHANNELS_GROUP_RECORDS_H_
#define IRCSERV_CORE_KEPT_CHANNELS_GROUP_RECORDS_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "core/records.h"
#include "core/state/state.h"

namespace irc {

// True while a change of the group waits to be kept.
bool IsChanging(const State& state, GroupId group);
// True while one waits that is about the account as a member, or about a group of it.
bool AnyGroupIsChanging(const State& state, AccountId account);
// True while the registration of a group of that name waits to be kept.
bool IsGroupBeingTaken(const State& state, absl::string_view name);

// What takes a group away with all that belongs to it, in all tables; also the rights that it has
// elsewhere.
std::vector<Record> DropsOf(const State& state, const Group& group);

// What takes the account out of its groups, because it ends. Where it is the last founder, the
// member becomes one who may change the rights of members for the longest time; without such a
// member the group ends. Both have an entry of the audit.
std::vector<Record> RecordsOfLeaving(State& state, const Account& account);

// Takes up a row of a table of groups, but no member without an account.
void TakeUpGroup(State& state, const Record& record);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_CHANNELS_GROUP_RECORDS_H_
