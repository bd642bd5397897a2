#include "core/state/ban_list.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
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
  state.bans.EditAll(
      [&](ServerBan& ban) { ban.parsed = ParseBanMask(state.casemapping, ban.kind, ban.mask); });
  state.bans.Rebuild(state.casemapping);
  NoteBanDeadline(state);
}

bool SameBanMask(const State& state, BanKind kind, absl::string_view a, absl::string_view b) {
  return BanKey(state.casemapping, kind, a) == BanKey(state.casemapping, kind, b);
}

bool AddBan(State& state, ServerBan ban) {
  bool replaces = false;
  if (const ServerBan* before = FindBan(state, ban.id)) {
    ban.hits = before->hits;
    ban.hit_at = before->hit_at;
    ban.hits_due = before->hits_due;
    replaces = RemoveBan(state, before->kind, before->mask);
  }
  replaces = RemoveBan(state, ban.kind, ban.mask) || replaces;
  if (!replaces && static_cast<int64_t>(state.bans.size()) >= state.config.limits.bans) {
    return false;
  }
  ban.parsed = ParseBanMask(state.casemapping, ban.kind, ban.mask);
  // Not by looking at all of them: a start adds thousands.
  state.next_ban_deadline = std::min({state.next_ban_deadline, ban.expires_at, ban.hits_due});
  state.bans.Add(state.casemapping, std::move(ban));
  return true;
}

void CountBanHit(State& state, BanId id) {
  constexpr absl::Duration kBetweenWrites = absl::Minutes(5);
  ServerBan* ban = state.bans.Edit(id);
  if (ban == nullptr) return;
  ++ban->hits;
  ban->hit_at = state.now;
  if (ban->hits_due == absl::InfiniteFuture()) ban->hits_due = state.now + kBetweenWrites;
  state.next_ban_deadline = std::min(state.next_ban_deadline, ban->hits_due);
}

void SetBanHits(State& state, const BanHitRow& row) {
  ServerBan* ban = state.bans.Edit(row.ban);
  if (ban == nullptr) return;
  ban->hits = row.hits;
  ban->hit_at = row.last_at;
}

std::vector<Record> TakeNewBanHits(State& state, bool all) {
  std::vector<Record> records;
  if (!all && state.next_ban_deadline > state.now) return records;
  state.bans.EditAll([&](ServerBan& ban) {
    if (ban.hits_due == absl::InfiniteFuture() || (!all && ban.hits_due > state.now)) return;
    ban.hits_due = absl::InfiniteFuture();
    records.push_back(Put(BanHitRow{.ban = ban.id, .hits = ban.hits, .last_at = ban.hit_at}));
  });
  NoteBanDeadline(state);
  return records;
}

const ServerBan* FindBan(const State& state, BanId id) { return state.bans.Find(id); }

const ServerBan* FindBanNamed(const State& state, BanKind kind, absl::string_view mask) {
  uint64_t id = 0;
  if (!mask.empty() && mask[0] == '#' && absl::SimpleAtoi(mask.substr(1), &id)) {
    const ServerBan* ban = FindBan(state, BanId{id});
    if (ban != nullptr && ban->kind == kind) return ban;
  }
  return state.bans.FindSame(state.casemapping, kind, mask);
}

bool RemoveBan(State& state, BanKind kind, absl::string_view mask) {
  const ServerBan* ban = state.bans.FindSame(state.casemapping, kind, mask);
  if (ban == nullptr) return false;
  state.bans.Remove(state.casemapping, *ban);
  NoteBanDeadline(state);
  return true;
}

std::vector<ServerBan> TakeExpiredBans(State& state,
                                       absl::FunctionRef<bool(const ServerBan&)> is_changing) {
  std::vector<ServerBan> expired;
  if (state.next_ban_deadline > state.now) return expired;
  for (const ServerBan& ban : state.bans) {
    if (ban.expires_at <= state.now && !is_changing(ban)) expired.push_back(ban);
  }
  for (const ServerBan& ban : expired) state.bans.Remove(state.casemapping, ban);
  NoteBanDeadline(state);
  return expired;
}

void MakeBansUtf8(State& state) {
  state.bans.EditAll([](ServerBan& ban) {
    for (std::string* text : {&ban.mask, &ban.reason, &ban.setter}) ReplaceInvalidUtf8(*text);
  });
  IndexBans(state);
}

}  // namespace irc
