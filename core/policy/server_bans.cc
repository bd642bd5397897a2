#include "core/policy/server_bans.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/protocol/address.h"
#include "core/protocol/names.h"

namespace irc {
namespace {

bool NetworkHolds(absl::string_view network_text, absl::string_view address_text) {
  const std::optional<IpNetwork> network = ParseIpNetwork(network_text);
  if (!network.has_value()) return false;
  const std::optional<IpAddress> address = ParseIpAddress(address_text);
  return address.has_value() && network->Contains(*address);
}

// "*@192.0.2.0/24" against "user@192.0.2.1".
bool MatchesNetworkOfUser(const State& state, absl::string_view mask, absl::string_view text) {
  const size_t mask_at = mask.rfind('@'), text_at = text.rfind('@');
  if (mask_at == absl::string_view::npos || text_at == absl::string_view::npos) return false;
  return MatchMask(state.casemapping, mask.substr(0, mask_at), text.substr(0, text_at)) &&
         NetworkHolds(mask.substr(mask_at + 1), text.substr(text_at + 1));
}

// The properties of a session that bans match, collected once for many bans.
struct SessionFacts {
  absl::string_view ip;
  std::vector<std::string> user_hosts;  // empty before USER
  std::optional<absl::string_view> realname;
};

SessionFacts FactsOf(const State& state, const Session& session) {
  const Peer& peer = session.peer;
  SessionFacts facts{.ip = peer.ip, .user_hosts = {}, .realname = std::nullopt};
  const User* user = session.registered() ? &UserOf(state, session.user) : nullptr;
  const std::string& username = user != nullptr ? user->username : session.registration->username;
  if (username.empty()) return facts;
  facts.realname = user != nullptr ? user->realname : session.registration->realname;
  for (const std::string* host : {&peer.host, &peer.ip, &peer.cloak}) {
    if (!host->empty()) facts.user_hosts.push_back(absl::StrCat(username, "@", *host));
  }
  return facts;
}

bool HitsFacts(const State& state, const ServerBan& ban, const SessionFacts& facts) {
  const auto matches = [&](absl::string_view text) { return BanMatches(state, ban, text); };
  switch (ban.kind) {
    case BanKind::kDLine:
      return matches(facts.ip);
    case BanKind::kKLine:
      return std::any_of(facts.user_hosts.begin(), facts.user_hosts.end(), matches);
    case BanKind::kXLine:
      return facts.realname.has_value() && matches(*facts.realname);
    case BanKind::kResv:
      return false;
  }
  return false;
}

}  // namespace

bool BanMatches(const State& state, const ServerBan& ban, absl::string_view text) {
  if (ban.kind == BanKind::kDLine) return NetworkHolds(ban.mask, text);
  if (MatchMask(state.casemapping, ban.mask, text)) return true;
  return ban.kind == BanKind::kKLine && ban.mask.find('/') != std::string::npos &&
         MatchesNetworkOfUser(state, ban.mask, text);
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

bool BanHits(const State& state, const ServerBan& ban, const Session& session) {
  return HitsFacts(state, ban, FactsOf(state, session));
}

const ServerBan* FindBanOfPeer(const State& state, const Peer& peer) {
  return FindBan(state, BanKind::kDLine, {peer.ip});
}

const ServerBan* FindBanOfRegistration(const State& state, const Session& session) {
  const SessionFacts facts = FactsOf(state, session);
  for (const ServerBan& ban : state.bans) {
    if (ban.expires_at > state.now && HitsFacts(state, ban, facts)) return &ban;
  }
  return nullptr;
}

bool IsAddressMask(absl::string_view mask) { return ParseIpNetwork(mask).has_value(); }

bool IsWideNetwork(absl::string_view mask) {
  const std::optional<IpNetwork> network = ParseIpNetwork(mask);
  if (!network.has_value()) return false;
  // IPv4 addresses are the part of IPv6 that begins with these bits; a network that touches that
  // part is measured by the bits after them.
  constexpr int kMappedBits = 96, kBitsMinV4 = 8, kBitsMinV6 = 16;
  const IpNetwork mapped{.address = network->address, .bits = std::min(network->bits, kMappedBits)};
  const bool touches_v4 = mapped.Contains(IpAddress::V4(0, 0, 0, 0));
  return network->bits < (touches_v4 ? kMappedBits + kBitsMinV4 : kBitsMinV6);
}

}  // namespace irc
