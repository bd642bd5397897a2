#include "core/policy/server_bans.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/protocol/address.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

// The parts of user@host; a text without '@' has no host.
absl::string_view UserPart(BanKind kind, absl::string_view text) {
  return IsUserHost(kind) ? text.substr(0, text.rfind('@')) : text;
}
absl::string_view HostPart(BanKind kind, absl::string_view text) {
  if (kind == BanKind::kDLine) return text;
  const size_t at = text.rfind('@');
  return !IsUserHost(kind) || at == absl::string_view::npos ? "" : text.substr(at + 1);
}

// Compares a session with bans, as far as its client has identified itself. The texts are made when
// the first ban of their kind needs them.
class SessionMatcher {
 public:
  SessionMatcher(const State& state, const Session& session) : state_(state), session_(session) {}

  bool IsHitBy(const ServerBan& ban) {
    switch (ban.kind) {
      case BanKind::kDLine:
        if (address_.empty()) Add(address_, BanKind::kDLine, session_.peer.ip);
        return Hits(ban, address_);
      case BanKind::kKLine:
      case BanKind::kShun:
        if (user_hosts_.empty() && !username().empty()) AddUserHosts();
        return Hits(ban, user_hosts_);
      case BanKind::kXLine:
        if (realname_.empty() && !username().empty()) {
          Add(realname_, BanKind::kXLine,
              user_ != nullptr ? user_->realname : session_.registration->realname);
        }
        return Hits(ban, realname_);
      case BanKind::kResv:
        return false;
    }
    return false;
  }

 private:
  using Texts = std::vector<BanText>;

  static bool Hits(const ServerBan& ban, const Texts& texts) {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const BanText& text) { return text.IsHitBy(ban); });
  }
  void Add(Texts& texts, BanKind kind, absl::string_view text) {
    texts.emplace_back(state_.casemapping, kind, text);
  }
  // Empty before USER.
  const std::string& username() const {
    return user_ != nullptr ? user_->username : session_.registration->username;
  }
  void AddUserHosts() {
    const Peer& peer = session_.peer;
    for (const std::string* host : {&peer.host, &peer.ip, &peer.cloak}) {
      const bool again = host == &peer.ip && peer.ip == peer.host;
      if (host->empty() || again) continue;
      Add(user_hosts_, BanKind::kKLine, absl::StrCat(username(), "@", *host));
    }
    if (user_ != nullptr && user_->host != peer.host && user_->host != peer.cloak) {
      Add(user_hosts_, BanKind::kKLine, absl::StrCat(username(), "@", user_->host));
    }
  }

  const State& state_;
  const Session& session_;
  const User* user_ = session_.registered() ? &UserOf(state_, session_.user) : nullptr;
  Texts address_, user_hosts_, realname_;
};

}  // namespace

BanText::BanText(Casemapping casemapping, BanKind kind, absl::string_view text)
    : text_(casemapping, UserPart(kind, text)), host_(casemapping, HostPart(kind, text)) {}

bool BanText::IsHitBy(const ServerBan& ban) const {
  switch (ban.kind) {
    case BanKind::kDLine:
      return ban.parsed.address.Matches(host_);
    case BanKind::kKLine:
    case BanKind::kShun:
      return ban.parsed.user_host.Matches(text_, host_);
    case BanKind::kXLine:
    case BanKind::kResv:
      return ban.parsed.text.Matches(text_);
  }
  return false;
}

bool BanMatches(const State& state, const ServerBan& ban, absl::string_view text) {
  return BanText(state.casemapping, ban.kind, text).IsHitBy(ban);
}

const ServerBan* FindBan(const State& state, BanKind kind, absl::string_view text) {
  std::optional<BanText> prepared;
  for (const ServerBan& ban : state.bans) {
    if (ban.kind != kind || ban.expires_at <= state.now) continue;
    if (!prepared.has_value()) prepared.emplace(state.casemapping, kind, text);
    if (prepared->IsHitBy(ban)) return &ban;
  }
  return nullptr;
}

bool BanHits(const State& state, const ServerBan& ban, const Session& session) {
  return SessionMatcher(state, session).IsHitBy(ban);
}

Message BanNumeric(const ServerBan& ban) {
  return kErrYoureBannedCreep(
      absl::StrCat("You are banned from this server (#", ban.id.value, "). ", ban.reason));
}

const ServerBan* FindBanOfPeer(const State& state, const Peer& peer) {
  return FindBan(state, BanKind::kDLine, peer.ip);
}

const ServerBan* FindBanOfRegistration(const State& state, const Session& session) {
  SessionMatcher matcher(state, session);
  for (const ServerBan& ban : state.bans) {
    if (ban.kind == BanKind::kShun) continue;
    if (ban.expires_at > state.now && matcher.IsHitBy(ban)) return &ban;
  }
  return nullptr;
}

const ServerBan* FindShun(const State& state, const Session& session) {
  SessionMatcher matcher(state, session);
  for (const ServerBan& ban : state.bans) {
    if (ban.kind != BanKind::kShun) continue;
    if (ban.expires_at > state.now && matcher.IsHitBy(ban)) return &ban;
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
