#include "core/kept/ban_records.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/actions/quit.h"
#include "core/policy/server_bans.h"
#include "core/state/ban_list.h"

namespace irc {

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

void EndShuns(State& state) {
  state.sessions.ForEach([&](Session& session) {
    if (session.shunned) session.shunned = FindShun(state, session) != nullptr;
  });
}

}  // namespace irc
