#include "core/server_bans.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/address.h"

namespace irc {

bool BanMatches(const State& state, const ServerBan& ban, absl::string_view text) {
  if (ban.kind != BanKind::kDLine) return MatchMask(state.casemapping, ban.mask, text);
  const auto network = ParseNetwork(ban.mask);
  const auto address = ParseAddress(text);
  return network.has_value() && address.has_value() && Contains(*network, *address);
}

const ServerBan* FindBan(const State& state, BanKind kind,
                         std::initializer_list<absl::string_view> texts) {
  for (const ServerBan& ban : state.bans) {
    if (ban.kind != kind || ban.expires_at <= state.now) continue;
    for (absl::string_view text : texts) {
      if (BanMatches(state, ban, text)) return &ban;
    }
  }
  return nullptr;
}

const ServerBan* FindBanOfPeer(const State& state, const Peer& peer) {
  return FindBan(state, BanKind::kDLine, {peer.ip});
}

const ServerBan* FindBanOfRegistration(const State& state, const Session& session) {
  const Registration& registration = *session.registration;
  const ServerBan* ban =
      FindBan(state, BanKind::kKLine,
              {absl::StrCat(registration.username, "@", session.peer.host),
               absl::StrCat(registration.username, "@", session.peer.ip)});
  return ban != nullptr ? ban : FindBan(state, BanKind::kXLine, {registration.realname});
}

const ServerBan* FindBanOfUser(const State& state, const User& user) {
  const Peer& peer = PeerOf(state, user);
  if (const ServerBan* ban = FindBanOfPeer(state, peer)) return ban;
  const ServerBan* ban = FindBan(state, BanKind::kKLine,
                                 {absl::StrCat(user.username, "@", peer.host),
                                  absl::StrCat(user.username, "@", peer.ip)});
  return ban != nullptr ? ban : FindBan(state, BanKind::kXLine, {user.realname});
}

absl::Time NextBanExpiry(const State& state) {
  absl::Time next = absl::InfiniteFuture();
  for (const ServerBan& ban : state.bans) next = std::min(next, ban.expires_at);
  return next;
}

std::vector<ServerBan> TakeExpiredBans(State& state) {
  std::vector<ServerBan> expired, kept;
  for (ServerBan& ban : state.bans) {
    (ban.expires_at <= state.now ? expired : kept).push_back(std::move(ban));
  }
  state.bans = std::move(kept);
  return expired;
}

bool IsAddressMask(absl::string_view mask) { return ParseNetwork(mask).has_value(); }

}  // namespace irc
