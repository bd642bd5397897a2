// Whom the server bans hit, and which of them have run out.
//
// Law of this file: state.bans is changed by AddBan, RemoveBan and TakeExpiredBans alone, which
// keep state.next_ban_expiry in step.
#ifndef IRCSERV_CORE_POLICY_SERVER_BANS_H_
#define IRCSERV_CORE_POLICY_SERVER_BANS_H_

#include <initializer_list>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/state/server_ban.h"
#include "core/state/state.h"

namespace irc {

// Whether one ban matches a text of its kind: user@host, an address, a real name, a nick or
// channel. A DLINE and the host of a KLINE may be address/bits; otherwise masks match as globs.
bool BanMatches(const State& state, const ServerBan& ban, absl::string_view text);

// The first ban of that kind, not expired, that matches one of the texts; or null.
const ServerBan* FindBan(const State& state, BanKind kind,
                         std::initializer_list<absl::string_view> texts);

// Whether the ban hits a session, as far as is known who that is: a DLINE from the start, KLINE and
// XLINE when it has said so. Hosts are the real one, the address and the cloak, so that operators
// can ban what they see. RESV hits nobody.
bool BanHits(const State& state, const ServerBan& ban, const Session& session);

// The ban that keeps a connection, or a user about to register, out; or null.
const ServerBan* FindBanOfPeer(const State& state, const Peer& peer);
const ServerBan* FindBanOfRegistration(const State& state, const Session& session);

// Adds a ban, in the place of one of the same kind and mask. False when there are too many.
bool AddBan(State& state, ServerBan ban);
// False when there is no such ban.
bool RemoveBan(State& state, BanKind kind, absl::string_view mask);
// Removes the bans that have expired by state.now and returns them, oldest first.
std::vector<ServerBan> TakeExpiredBans(State& state);

// Whether two masks say the same: in other letters, or the same network by another address.
bool SameBanMask(const State& state, BanKind kind, absl::string_view a, absl::string_view b);

// "192.0.2.0/24" and "2001:db8::/32" as well as single addresses; false when `mask` is neither.
bool IsAddressMask(absl::string_view mask);
// More than a /8 of IPv4 or a /16 of IPv6.
bool IsWideNetwork(absl::string_view mask);

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_SERVER_BANS_H_
