// KLINE, DLINE, XLINE, RESV, SHUN [<duration>] <mask> [:<reason>], and UN… <mask>
//
// The five kinds differ in what their mask is matched against (core/state/server_ban.h), so one
// family of functions serves them all. core/kept/set_ban.h sets and lifts them.
#include <optional>
#include <string>

#include "core/commands/commands.h"
#include "core/kept/set_ban.h"
#include "core/replies/duration.h"
#include "core/state/pending.h"

namespace irc {
namespace {

void SetBan(UserCtx& ctx, const Params& p, BanKind kind) {
  // The first parameter is the duration if it can be parsed as one and another parameter follows.
  const std::optional<absl::Duration> given = p.size() > 1 ? ParseBanDuration(p[0]) : std::nullopt;
  const size_t at = given.has_value() ? 1 : 0;
  SetBan(ctx, {.kind = kind,
               .mask = std::string(p[at]),
               .duration = given.value_or(absl::InfiniteDuration()),
               .reason = std::string(p[at + 1]),
               .service = std::string(kServerNotice)});
}

void LiftBan(UserCtx& ctx, const Params& p, BanKind kind) {
  LiftBan(ctx, kind, p[0], std::string(kServerNotice));
}

}  // namespace

void Kline(UserCtx& ctx, const Params& p) { SetBan(ctx, p, BanKind::kKLine); }
void Dline(UserCtx& ctx, const Params& p) { SetBan(ctx, p, BanKind::kDLine); }
void Xline(UserCtx& ctx, const Params& p) { SetBan(ctx, p, BanKind::kXLine); }
void Resv(UserCtx& ctx, const Params& p) { SetBan(ctx, p, BanKind::kResv); }
void Shun(UserCtx& ctx, const Params& p) { SetBan(ctx, p, BanKind::kShun); }
void Unkline(UserCtx& ctx, const Params& p) { LiftBan(ctx, p, BanKind::kKLine); }
void Undline(UserCtx& ctx, const Params& p) { LiftBan(ctx, p, BanKind::kDLine); }
void Unxline(UserCtx& ctx, const Params& p) { LiftBan(ctx, p, BanKind::kXLine); }
void Unresv(UserCtx& ctx, const Params& p) { LiftBan(ctx, p, BanKind::kResv); }
void Unshun(UserCtx& ctx, const Params& p) { LiftBan(ctx, p, BanKind::kShun); }

}  // namespace irc
