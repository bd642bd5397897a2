// OperServ BAN: the server bans by their ids, with what they have done.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "core/policy/server_bans.h"
#include "core/replies/date.h"
#include "core/services/handlers.h"
#include "core/state/ban_list.h"
#include "core/texts/operserv.h"

namespace irc {
namespace {

constexpr size_t kListedMax = 100;
constexpr size_t kNicksShown = 10;

std::string EndOf(const ServiceCtx& ctx, const ServerBan& ban) {
  return ban.expires_at == absl::InfiniteFuture()
             ? ctx.Text(texts::kBanEndsNever)
             : ctx.Text(texts::kBanEndsOn, FormatDate(ban.expires_at));
}

// The nicks of those that the ban matches; of operators, too.
std::vector<std::string> NicksHit(const State& state, const ServerBan& ban) {
  std::vector<std::string> nicks;
  state.users.ForEach([&](const User& user) {
    const bool hit =
        ban.kind == BanKind::kResv
            ? BanMatches(state, ban, user.nick)
            : std::any_of(user.sessions.begin(), user.sessions.end(), [&](SlotId<Session> id) {
                return BanHits(state, ban, SessionOf(state, id));
              });
    if (hit) nicks.push_back(user.nick);
  });
  return nicks;
}

void ListBans(ServiceCtx& ctx) {
  const absl::string_view wanted = ctx.word(1);
  if (!wanted.empty() && std::none_of(kBanKinds.begin(), kBanKinds.end(), [&](const auto& row) {
        return absl::EqualsIgnoreCase(row.name, wanted);
      })) {
    return ctx.SaySyntax();
  }
  size_t found = 0;
  for (const ServerBan& ban : ctx.state.bans) {
    if (ban.expires_at <= ctx.state.now) continue;
    if (ctx.words.size() > 1 && !absl::EqualsIgnoreCase(ctx.word(1), SavedName(ban.kind))) continue;
    if (++found > kListedMax) continue;
    ctx.Say(texts::kBanLine, ban.id.value, SavedName(ban.kind), ban.mask, EndOf(ctx, ban));
  }
  if (found > kListedMax) return ctx.Say(texts::kBansFirst, kListedMax, found);
  ctx.Say(texts::kBansFound, found);
}

}  // namespace

void ShowBan(ServiceCtx& ctx) {
  if (absl::EqualsIgnoreCase(ctx.word(0), "LIST")) return ListBans(ctx);
  uint64_t id = 0;
  const ServerBan* ban = absl::SimpleAtoi(absl::StripPrefix(ctx.word(0), "#"), &id)
                             ? FindBan(ctx.state, BanId{id})
                             : nullptr;
  if (ban == nullptr) {
    ctx.Say(texts::kBanNoId);
    return ctx.SaySyntax();
  }
  ctx.Say(texts::kBanShown, ban->id.value, SavedName(ban->kind), ban->mask);
  ctx.Say(texts::kBanReason, ban->reason);
  ctx.Say(texts::kBanSetBy, ban->setter, FormatDate(ban->set_at), EndOf(ctx, *ban));
  if (ban->hits == 0) {
    ctx.Say(texts::kBanNoHits);
  } else {
    ctx.Say(texts::kBanHits, ban->hits, FormatDate(ban->hit_at));
  }
  std::vector<std::string> nicks = NicksHit(ctx.state, *ban);
  const size_t all = nicks.size();
  if (all == 0) return ctx.Say(texts::kBanMatchesNobody);
  if (all > kNicksShown) nicks.resize(kNicksShown);
  ctx.Say(texts::kBanMatches, all,
          absl::StrCat(absl::StrJoin(nicks, " "), all > kNicksShown ? " ..." : ""));
}

}  // namespace irc
