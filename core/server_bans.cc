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

bool BanHitsUser(const State& state, const ServerBan& ban, const User& user) {
  const Peer& peer = PeerOf(state, user);
  switch (ban.kind) {
    case BanKind::kDLine: return BanMatches(state, ban, peer.ip);
    case BanKind::kXLine: return BanMatches(state, ban, user.realname);
    case BanKind::kKLine:
      return BanMatches(state, ban, absl::StrCat(user.username, "@", peer.host)) ||
             BanMatches(state, ban, absl::StrCat(user.username, "@", peer.ip));
    case BanKind::kResv: return false;
  }
  return false;
}

bool AddBan(State& state, ServerBan ban) {
  RemoveBan(state, ban.kind, ban.mask);
  if (static_cast<int64_t>(state.bans.size()) >= state.config.limits.bans) return false;
  state.bans.push_back(std::move(ban));
  NoteBanExpiry(state);
  return true;
}

bool RemoveBan(State& state, BanKind kind, absl::string_view mask) {
  const Folded key = Fold(state.casemapping, mask);
  const auto found =
      std::find_if(state.bans.begin(), state.bans.end(), [&](const ServerBan& ban) {
        return ban.kind == kind && Fold(state.casemapping, ban.mask) == key;
      });
  if (found == state.bans.end()) return false;
  state.bans.erase(found);
  NoteBanExpiry(state);
  return true;
}

std::vector<ServerBan> TakeExpiredBans(State& state) {
  std::vector<ServerBan> expired, kept;
  if (state.next_ban_expiry > state.now) return expired;
  for (ServerBan& ban : state.bans) {
    (ban.expires_at <= state.now ? expired : kept).push_back(std::move(ban));
  }
  state.bans = std::move(kept);
  NoteBanExpiry(state);
  return expired;
}

bool IsAddressMask(absl::string_view mask) { return ParseNetwork(mask).has_value(); }

bool IsWideNetwork(absl::string_view mask) {
  const auto network = ParseNetwork(mask);
  if (!network.has_value()) return false;
  constexpr int kMappedBits = 96, kBitsMinV4 = 8, kBitsMinV6 = 16;
  return network->bits < (network->address.v4 ? kMappedBits + kBitsMinV4 : kBitsMinV6);
}

}  // namespace irc
