#include "core/state/ban_list.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "core/protocol/address.h"
#include "core/protocol/names.h"
#include "core/protocol/utf8.h"

namespace irc {

void NoteBanDeadline(State& state) {
  state.next_ban_deadline = absl::InfiniteFuture();
  for (const ServerBan& ban : state.bans) {
    state.next_ban_deadline = std::min({state.next_ban_deadline, ban.expires_at, ban.hits_due});
  }
}

ServerBanMask ParseBanMask(Casemapping casemapping, BanKind kind, absl::string_view mask) {
  ServerBanMask parsed;
  switch (kind) {
    case BanKind::kKLine:
    case BanKind::kShun:
      parsed.user_host = UserHostMask(casemapping, mask);
      break;
    case BanKind::kDLine:
      parsed.address = HostMask(casemapping, mask);
      break;
    case BanKind::kXLine:
    case BanKind::kResv:
      parsed.text = Glob(casemapping, mask);
      break;
  }
  return parsed;
}

void IndexBans(State& state) {
  for (ServerBan& ban : state.bans) {
    ban.parsed = ParseBanMask(state.casemapping, ban.kind, ban.mask);
  }
  NoteBanDeadline(state);
}

namespace {

ServerBan* FindMutable(State& state, BanId id) {
  const auto found = std::find_if(state.bans.begin(), state.bans.end(),
                                  [&](const ServerBan& ban) { return ban.id == id; });
  return found == state.bans.end() ? nullptr : &*found;
}

bool SameNetwork(absl::string_view a, absl::string_view b) {
  const std::optional<IpNetwork> one = ParseIpNetwork(a), other = ParseIpNetwork(b);
  return one.has_value() && other.has_value() && one->bits == other->bits &&
         one->Contains(other->address);
}

}  // namespace

bool SameBanMask(const State& state, BanKind kind, absl::string_view a, absl::string_view b) {
  if (kind == BanKind::kDLine) return SameNetwork(a, b);
  if (Fold(state.casemapping, a) == Fold(state.casemapping, b)) return true;
  const size_t host_a = a.rfind('@') + 1, host_b = b.rfind('@') + 1;
  return IsUserHost(kind) && host_a > 0 && host_b > 0 &&
         Fold(state.casemapping, a.substr(0, host_a)) ==
             Fold(state.casemapping, b.substr(0, host_b)) &&
         SameNetwork(a.substr(host_a), b.substr(host_b));
}

bool AddBan(State& state, ServerBan ban) {
  if (const ServerBan* before = FindBan(state, ban.id)) {
    ban.hits = before->hits;
    ban.hit_at = before->hit_at;
    ban.hits_due = before->hits_due;
  }
  if (!RemoveBan(state, ban.kind, ban.mask) &&
      static_cast<int64_t>(state.bans.size()) >= state.config.limits.bans) {
    return false;
  }
  ban.parsed = ParseBanMask(state.casemapping, ban.kind, ban.mask);
  state.bans.push_back(std::move(ban));
  NoteBanDeadline(state);
  return true;
}

void CountBanHit(State& state, BanId id) {
  constexpr absl::Duration kBetweenWrites = absl::Minutes(5);
  ServerBan* ban = FindMutable(state, id);
  if (ban == nullptr) return;
  ++ban->hits;
  ban->hit_at = state.now;
  if (ban->hits_due == absl::InfiniteFuture()) ban->hits_due = state.now + kBetweenWrites;
  state.next_ban_deadline = std::min(state.next_ban_deadline, ban->hits_due);
}

void SetBanHits(State& state, const BanHitRow& row) {
  ServerBan* ban = FindMutable(state, row.ban);
  if (ban == nullptr) return;
  ban->hits = row.hits;
  ban->hit_at = row.last_at;
}

std::vector<Record> TakeNewBanHits(State& state, bool all) {
  std::vector<Record> records;
  if (!all && state.next_ban_deadline > state.now) return records;
  for (ServerBan& ban : state.bans) {
    if (ban.hits_due == absl::InfiniteFuture() || (!all && ban.hits_due > state.now)) continue;
    ban.hits_due = absl::InfiniteFuture();
    records.push_back(Put(BanHitRow{.ban = ban.id, .hits = ban.hits, .last_at = ban.hit_at}));
  }
  NoteBanDeadline(state);
  return records;
}

const ServerBan* FindBan(const State& state, BanId id) {
  const auto found = std::find_if(state.bans.begin(), state.bans.end(),
                                  [&](const ServerBan& ban) { return ban.id == id; });
  return found == state.bans.end() ? nullptr : &*found;
}

const ServerBan* FindBanNamed(const State& state, BanKind kind, absl::string_view mask) {
  uint64_t id = 0;
  if (!mask.empty() && mask[0] == '#' && absl::SimpleAtoi(mask.substr(1), &id)) {
    const ServerBan* ban = FindBan(state, BanId{id});
    if (ban != nullptr && ban->kind == kind) return ban;
  }
  const auto found = std::find_if(state.bans.begin(), state.bans.end(), [&](const ServerBan& ban) {
    return ban.kind == kind && SameBanMask(state, kind, ban.mask, mask);
  });
  return found == state.bans.end() ? nullptr : &*found;
}

bool RemoveBan(State& state, BanKind kind, absl::string_view mask) {
  const auto found = std::find_if(state.bans.begin(), state.bans.end(), [&](const ServerBan& ban) {
    return ban.kind == kind && SameBanMask(state, kind, ban.mask, mask);
  });
  if (found == state.bans.end()) return false;
  state.bans.erase(found);
  NoteBanDeadline(state);
  return true;
}

std::vector<ServerBan> TakeExpiredBans(State& state) {
  std::vector<ServerBan> expired, kept;
  if (state.next_ban_deadline > state.now) return expired;
  for (ServerBan& ban : state.bans) {
    (ban.expires_at <= state.now ? expired : kept).push_back(std::move(ban));
  }
  state.bans = std::move(kept);
  NoteBanDeadline(state);
  return expired;
}

void MakeBansUtf8(State& state) {
  for (ServerBan& ban : state.bans) {
    for (std::string* text : {&ban.mask, &ban.reason, &ban.setter}) ReplaceInvalidUtf8(*text);
    ban.parsed = ParseBanMask(state.casemapping, ban.kind, ban.mask);
  }
}

}  // namespace irc
