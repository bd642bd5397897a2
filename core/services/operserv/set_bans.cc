// OperServ AKILL, KLINE, DLINE, XLINE, RESV and SHUN: server bans, with a look at the clients that
// they would hit before they are set.
#include <optional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "core/kept/set_ban.h"
#include "core/replies/date.h"
#include "core/replies/duration.h"
#include "core/services/handlers.h"
#include "core/texts/operserv.h"

namespace irc {
namespace {

constexpr size_t kListedMax = 100;

// The words from `at` on: [FORCE] [<duration>] <mask> [<reason>]. Absent: there is no mask.
std::optional<BanRequest> RequestOf(const ServiceCtx& ctx, BanKind kind, size_t at) {
  BanRequest request{.kind = kind, .service = std::string(ctx.service.nick)};
  if (absl::EqualsIgnoreCase(ctx.word(at), "FORCE")) {
    request.forced = true;
    ++at;
  }
  if (at + 1 < ctx.words.size()) {
    // Anope writes "+1d".
    if (const auto duration = ParseBanDuration(absl::StripPrefix(ctx.word(at), "+"))) {
      request.duration = *duration;
      ++at;
    }
  }
  if (at >= ctx.words.size()) return std::nullopt;
  request.mask = std::string(ctx.word(at++));
  // Atheme has "!P" for good, or "!T 60", behind the mask.
  if (absl::EqualsIgnoreCase(ctx.word(at), "!P")) ++at;
  if (absl::EqualsIgnoreCase(ctx.word(at), "!T")) {
    if (const auto duration = ParseBanDuration(ctx.word(at + 1))) {
      request.duration = *duration;
      at += 2;
    }
  }
  request.reason = ctx.WordsFrom(at);
  return request;
}

void Preview(ServiceCtx& ctx, BanRequest request) {
  request.forced = true;
  if (const std::string why = WhyNoBan(ctx.state, request); !why.empty()) return ctx.SayFilled(why);
  const ServerBan ban = BanOf(ctx, request);
  const BanReach reach = ReachOf(ctx.state, ban);
  ctx.Say(texts::kBanPreview, SavedName(ban.kind), ban.mask, reach.hits, reach.clients,
          reach.logged_in, reach.operators);
  request.forced = false;
  if (!WhyNoBan(ctx.state, request).empty() || IsTooWide(ctx.state.config, reach)) {
    ctx.Say(texts::kBanIsWide);
  }
}

void ListBans(ServiceCtx& ctx, BanKind kind) {
  size_t found = 0;
  for (const ServerBan& ban : ctx.state.bans) {
    if (ban.kind != kind || ban.expires_at <= ctx.state.now) continue;
    if (++found > kListedMax) continue;
    const std::string end = ban.expires_at == absl::InfiniteFuture()
                                ? ctx.Text(texts::kBanEndsNever)
                                : ctx.Text(texts::kBanEndsOn, FormatDate(ban.expires_at));
    ctx.Say(texts::kBanLineOfKind, ban.id.value, ban.mask, end,
            ban.setter.substr(0, ban.setter.find('!')), ban.reason);
  }
  if (found > kListedMax) return ctx.Say(texts::kBansFirst, kListedMax, found);
  ctx.Say(texts::kBansFound, found);
}

void BanCommand(ServiceCtx& ctx, BanKind kind) {
  const absl::string_view act = ctx.word(0);
  if (absl::EqualsIgnoreCase(act, "LIST")) return ListBans(ctx, kind);
  if (absl::EqualsIgnoreCase(act, "DEL") && ctx.words.size() > 1) {
    return LiftBan(ctx, kind, ctx.word(1), std::string(ctx.service.nick));
  }
  const std::optional<BanRequest> request = RequestOf(ctx, kind, 1);
  if (request.has_value() && absl::EqualsIgnoreCase(act, "ADD")) return SetBan(ctx, *request);
  if (request.has_value() && absl::EqualsIgnoreCase(act, "PREVIEW")) return Preview(ctx, *request);
  ctx.SaySyntax();
}

}  // namespace

void KlineByService(ServiceCtx& ctx) { BanCommand(ctx, BanKind::kKLine); }
void DlineByService(ServiceCtx& ctx) { BanCommand(ctx, BanKind::kDLine); }
void XlineByService(ServiceCtx& ctx) { BanCommand(ctx, BanKind::kXLine); }
void ResvByService(ServiceCtx& ctx) { BanCommand(ctx, BanKind::kResv); }
void ShunByService(ServiceCtx& ctx) { BanCommand(ctx, BanKind::kShun); }

}  // namespace irc
