// Server bans that are kept: how rows become bans, and what a new ban does to connected clients.
#ifndef IRCSERV_CORE_KEPT_BAN_RECORDS_H_
#define IRCSERV_CORE_KEPT_BAN_RECORDS_H_

#include "absl/time/time.h"
#include "core/outbox/outbox.h"
#include "core/records.h"
#include "core/state/server_ban.h"
#include "core/state/state.h"

namespace irc {

BanRow RowOf(const ServerBan& ban);

// Takes up a ban that is kept, without a look at those who are here. Ignores a row of an unknown
// kind, and one above limits.bans.
void TakeUpBan(State& state, const BanRow& row);

// Closes the connections that the ban matches, but those of operators, who are told to all. A SHUN
// closes none, and marks them.
void EnforceBan(State& state, Outbox& out, const ServerBan& ban);

// When the next ban ends, or its hits are due to be kept.
absl::Time NextBanDeadline(const State& state);
// Drops the bans that have ended, tells the operators and the log, and keeps the hits that are due.
void EndBans(State& state, Outbox& out);

// After a SHUN has gone: marks of clients that no other one matches go too.
void EndShuns(State& state);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_BAN_RECORDS_H_
