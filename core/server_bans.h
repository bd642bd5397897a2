// Whom the server bans hit, and which of them have run out.
#ifndef IRCSERV_CORE_SERVER_BANS_H_
#define IRCSERV_CORE_SERVER_BANS_H_

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/server_ban.h"
#include "core/state.h"

namespace irc {

// The first ban of that kind, not expired, whose mask matches one of the texts; or null. DLINE
// masks match addresses (also address/bits), the others match as globs.
const ServerBan* FindBan(const State& state, BanKind kind,
                         std::initializer_list<absl::string_view> texts);
// Whether one ban matches; for TESTLINE and for hitting those who are already here.
bool BanMatches(const State& state, const ServerBan& ban, absl::string_view text);

// Whether one ban hits a user who is here: his address, user@host (also with the address), or his
// real name. RESV hits nobody.
bool BanHitsUser(const State& state, const ServerBan& ban, const User& user);

// Adds a ban, in the place of one of the same kind and mask; false when there are too many.
bool AddBan(State& state, ServerBan ban);
// False when there is no such ban.
bool RemoveBan(State& state, BanKind kind, absl::string_view mask);

// The ban that keeps a connection, or a user about to register, out; or null.
const ServerBan* FindBanOfPeer(const State& state, const Peer& peer);
const ServerBan* FindBanOfRegistration(const State& state, const Session& session);
// Removes the bans that have expired by state.now and returns them, oldest first.
std::vector<ServerBan> TakeExpiredBans(State& state);

// "192.0.2.0/24" and "2001:db8::/32" as well as single addresses; false when `mask` is neither.
bool IsAddressMask(absl::string_view mask);
// More than a /8 of IPv4 or a /16 of IPv6.
bool IsWideNetwork(absl::string_view mask);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVER_BANS_H_
