// The list of server bans: what is added to it and removed from it. core/policy/server_bans.h
// compares users with the bans.
//
// Law of this file: nothing else changes state.bans, so state.next_ban_deadline is right.
#ifndef IRCSERV_CORE_STATE_BAN_LIST_H_
#define IRCSERV_CORE_STATE_BAN_LIST_H_

#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "core/records.h"
#include "core/state/server_ban.h"
#include "core/state/state.h"

namespace irc {

// Adds a ban, replacing one of the same kind and mask. Returns false when there are too many.
bool AddBan(State& state, ServerBan ban);
// Returns false when there is no such ban.
bool RemoveBan(State& state, BanKind kind, absl::string_view mask);
// The ban of that kind and mask, or whose id is written "#7"; or null.
const ServerBan* FindBanNamed(const State& state, BanKind kind, absl::string_view mask);
const ServerBan* FindBan(const State& state, BanId id);
// The ban has kept somebody off.
void CountBanHit(State& state, BanId id);
// Takes up how often it did so in an earlier process.
void SetBanHits(State& state, const BanHitRow& row);
// The rows of the bans with hits that are due to be kept, or with `all` of all that have new ones.
// A ban that keeps many off is written every few minutes, not for each of them.
std::vector<Record> TakeNewBanHits(State& state, bool all);
// Removes the bans that have expired by state.now, but those that are changing, and returns them,
// oldest first.
std::vector<ServerBan> TakeExpiredBans(State& state,
                                       absl::FunctionRef<bool(const ServerBan&)> is_changing);

// True when two masks are equal but for the case of letters, or name the same network by different
// addresses.
bool SameBanMask(const State& state, BanKind kind, absl::string_view a, absl::string_view b);

// Puts '?' for what is not UTF-8 in all bans.
void MakeBansUtf8(State& state);

// Sets state.next_ban_deadline after the times of bans have changed in another way.
void NoteBanDeadline(State& state);
// The same, and parses the masks, after a snapshot was loaded.
void IndexBans(State& state);

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_BAN_LIST_H_
