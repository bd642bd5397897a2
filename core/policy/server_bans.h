// Matching of server bans. core/state/ban_list.h changes the list of them.
#ifndef IRCSERV_CORE_POLICY_SERVER_BANS_H_
#define IRCSERV_CORE_POLICY_SERVER_BANS_H_

#include "absl/strings/string_view.h"
#include "core/protocol/mask.h"
#include "core/protocol/message.h"
#include "core/state/server_ban.h"
#include "core/state/state.h"

namespace irc {

// A text that bans of one kind match, prepared for comparisons with many of them: user@host, an
// address, a real name, a nick or channel.
class BanText {
 public:
  BanText(Casemapping casemapping, BanKind kind, absl::string_view text);

  // REQUIRES: the ban is of that kind.
  bool IsHitBy(const ServerBan& ban) const;

 private:
  GlobText text_;  // of a KLINE, the user name
  HostText host_;  // of KLINE and DLINE
};

// True when the ban matches a text of its kind.
bool BanMatches(const State& state, const ServerBan& ban, absl::string_view text);

// The first ban of that kind that has not expired and matches the text; or null.
const ServerBan* FindBan(const State& state, BanKind kind, absl::string_view text);

// True when the ban matches a session, as far as its client has identified itself: a DLINE from the
// start, KLINE, SHUN and XLINE after USER. KLINE and SHUN are compared with the real host, the
// address and the cloak, so that operators can ban the host that they see. RESV matches no session.
bool BanHits(const State& state, const ServerBan& ban, const Session& session);

// What a banned client is told: the reason, and the id of the ban for a question to the operators.
Message BanNumeric(const ServerBan& ban);

// The ban that refuses a new connection, or a user about to register; or null.
const ServerBan* FindBanOfPeer(const State& state, const Peer& peer);
const ServerBan* FindBanOfRegistration(const State& state, const Session& session);
// The SHUN of a client; or null.
const ServerBan* FindShun(const State& state, const Session& session);

// True for networks such as "192.0.2.0/24" and "2001:db8::/32" and for single addresses.
bool IsAddressMask(absl::string_view mask);
// True for a network of more than a /8 of IPv4 or a /16 of IPv6.
bool IsWideNetwork(absl::string_view mask);

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_SERVER_BANS_H_
