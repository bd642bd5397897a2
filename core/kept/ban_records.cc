#include "core/kept/ban_records.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/actions/quit.h"
#include "core/kept/pending_records.h"
#include "core/policy/server_bans.h"
#include "core/state/ban_list.h"

namespace irc {
namespace {

bool IsChanging(const State& state, const ServerBan& ban) {
  return IsPending(state, BanRow{.id = ban.id});
}

}  // namespace

BanRow RowOf(const ServerBan& ban) {
  return {.id = ban.id,
          .kind = std::string(SavedName(ban.kind)),
          .mask = ban.mask,
          .reason = ban.reason,
          .by = ban.setter,
          .set_at = ban.set_at,
          .expires_at = ban.expires_at};
}

void TakeUpBan(State& state, const BanRow& row) {
  ServerBan ban{.id = row.id,
                .mask = row.mask,
                .reason = row.reason,
                .setter = row.by,
                .set_at = row.set_at,
                .expires_at = row.expires_at};
  if (FindSavedName(row.kind, ban.kind)) AddBan(state, std::move(ban));
}

void EnforceBan(State& state, Outbox& out, const ServerBan& ban) {
  std::vector<SlotId<Session>> hit;
  std::vector<std::string> spared;
  state.sessions.ForEach([&](const Session& session) {
    if (!BanHits(state, ban, session)) return;
    const User* user = session.registered() ? &UserOf(state, session.user) : nullptr;
    if (user != nullptr && user->is_oper()) return spared.push_back(user->nick);
    hit.push_back(session.slot);
  });
  for (const std::string& nick : spared) {
    out.NotifyOperators(Snomask::kBans, absl::StrCat("The ", SavedName(ban.kind), " hits ", nick,
                                                     ", who stays because operators do"));
  }
  for (SlotId<Session> id : hit) {
    Session& session = SessionOf(state, id);
    if (ban.kind == BanKind::kShun && (!session.registered() || session.shunned)) continue;
    CountBanHit(state, ban.id);
    if (ban.kind == BanKind::kShun) {
      session.shunned = true;
      continue;
    }
    out.ReplyTo(session, BanNumeric(ban));
    EndSession(state, out, session, absl::StrCat("Banned: ", ban.reason), CloseCause::kRemoved);
  }
}

absl::Time NextBanDeadline(const State& state) {
  if (state.next_ban_deadline > state.now) return state.next_ban_deadline;
  absl::Time next = absl::InfiniteFuture();
  for (const ServerBan& ban : state.bans) {
    next = std::min(next, ban.hits_due);
    if (ban.expires_at < next && !(ban.expires_at <= state.now && IsChanging(state, ban))) {
      next = ban.expires_at;
    }
  }
  return next;
}

void EndBans(State& state, Outbox& out) {
  Output& output = out.output();
  for (Record& record : TakeNewBanHits(state, /*all=*/false)) {
    output.stores.push_back(std::move(record));
  }
  const std::vector<ServerBan> expired =
      TakeExpiredBans(state, [&](const ServerBan& ban) { return IsChanging(state, ban); });
  if (!expired.empty()) EndShuns(state);
  for (const ServerBan& ban : expired) {
    output.stores.push_back(Drop(BanRow{.id = ban.id}));
    if (ban.hits > 0) output.stores.push_back(Drop(BanHitRow{.ban = ban.id}));
    const absl::string_view kind = kBanKinds[static_cast<size_t>(ban.kind)].name;
    output.audits.push_back({.kind = AuditKind::kBanExpired,
                             .fields = {{"kind", std::string(kind)}, {"mask", ban.mask}}});
    out.NotifyOperators(Snomask::kBans, absl::StrCat(kind, " expired: ", ban.mask));
  }
}

void EndShuns(State& state) {
  state.sessions.ForEach([&](Session& session) {
    if (session.shunned) session.shunned = FindShun(state, session) != nullptr;
  });
}

}  // namespace irc
