// KLINE, DLINE, XLINE, RESV [<duration>] <mask> [:<reason>], UN… <mask>, and TESTLINE <who>
//
// The four kinds differ in what their mask is matched against (core/server_ban.h), so one family of
// functions serves them all. Operators are never hit by a ban while they are here: an operator who
// bans too much must be able to take it back.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/commands/duration.h"
#include "core/goodbye.h"
#include "core/names.h"
#include "core/numerics.h"
#include "core/policy.h"
#include "core/server_bans.h"
#include "core/utf8.h"

namespace irc {
namespace {

// A mask with less than this many characters that are no wildcard hits too many.
constexpr int kPlainCharactersMin = 3;

void Tell(UserCtx& ctx, absl::string_view text) {
  ctx.Reply(Message("NOTICE").Param(ctx.user.nick).Trailing(absl::StrCat("*** ", text)));
}

int PlainCharacters(absl::string_view mask) {
  return static_cast<int>(std::count_if(mask.begin(), mask.end(), [](char c) {
    return absl::string_view("*?@!.").find(c) == absl::string_view::npos;
  }));
}

// Why a mask can not be banned; empty when it can.
std::string Unfit(BanKind kind, absl::string_view mask) {
  if (kind == BanKind::kDLine) {
    if (!IsAddressMask(mask)) return "A DLINE takes an address or address/bits";
    return IsWideNetwork(mask) ? "That network is too wide to ban" : "";
  }
  if (kind == BanKind::kKLine && mask.find('@') == absl::string_view::npos) {
    return "A KLINE takes a mask of user@host";
  }
  return PlainCharacters(mask) < kPlainCharactersMin
             ? "That mask would hit too many; it needs three characters that are no wildcard"
             : "";
}

// Ends the connections that a new ban hits.
void Enforce(UserCtx& ctx, const ServerBan& ban) {
  if (ban.kind == BanKind::kResv) return;
  std::vector<SlotId<User>> hit;
  ctx.state.users.ForEach([&](const User& user) {
    if (!user.is_oper() && BanHitsUser(ctx.state, ban, user)) hit.push_back(user.id);
  });
  for (SlotId<User> id : hit) {
    User& user = UserOf(ctx.state, id);
    ctx.out.ToUser(user, kErrYoureBannedCreep(
                             absl::StrCat("You are banned from this server. ", ban.reason)));
    EndUser(ctx.state, ctx.out, user, absl::StrCat("Banned: ", ban.reason));
  }
}

void SetBan(UserCtx& ctx, const Params& p, BanKind kind) {
  // A first word that is a duration is one, when something follows it.
  const std::optional<absl::Duration> duration =
      p.size() > 1 ? ParseBanDuration(p[0]) : std::nullopt;
  const size_t at = duration.has_value() ? 1 : 0;
  const absl::string_view mask = p[at];
  if (const std::string why = Unfit(kind, mask); !why.empty()) return Tell(ctx, why);
  ServerBan ban{.kind = kind,
                .mask = std::string(mask),
                .reason = std::string(TruncateUtf8(p[at + 1], 200)),
                .setter = ctx.user.mask(),
                .set_at = ctx.state.now};
  if (ban.reason.empty()) ban.reason = "No reason given";
  if (duration.has_value()) ban.expires_at = ctx.state.now + *duration;
  if (!AddBan(ctx.state, ban)) return Tell(ctx, "There are too many bans already");
  const std::string what = absl::StrCat(
      ctx.user.nick, " added ",
      duration.has_value() ? absl::StrCat(absl::FormatDuration(*duration), " ") : "",
      kBanKinds[static_cast<size_t>(kind)].name, " for ", ban.mask, ": ", ban.reason);
  Tell(ctx, absl::StrCat("Added ", kBanKinds[static_cast<size_t>(kind)].name, " for ", ban.mask));
  ctx.out.ServerNotice('b', what);
  Enforce(ctx, ban);
}

void LiftBan(UserCtx& ctx, const Params& p, BanKind kind) {
  const absl::string_view name = kBanKinds[static_cast<size_t>(kind)].name;
  if (!RemoveBan(ctx.state, kind, p[0])) {
    return Tell(ctx, absl::StrCat("There is no ", name, " for ", p[0]));
  }
  Tell(ctx, absl::StrCat("Removed ", name, " for ", p[0]));
  ctx.out.ServerNotice('b', absl::StrCat(ctx.user.nick, " removed ", name, " for ", p[0]));
}

// What TESTLINE matches bans against: a user who is here, or what was typed.
bool Hits(const State& state, const ServerBan& ban, absl::string_view who, const User* user) {
  if (user != nullptr && BanHitsUser(state, ban, *user)) return true;
  return BanMatches(state, ban, who);
}

}  // namespace

void Kline(UserCtx& ctx, const Params& p) { SetBan(ctx, p, BanKind::kKLine); }
void Dline(UserCtx& ctx, const Params& p) { SetBan(ctx, p, BanKind::kDLine); }
void Xline(UserCtx& ctx, const Params& p) { SetBan(ctx, p, BanKind::kXLine); }
void Resv(UserCtx& ctx, const Params& p) { SetBan(ctx, p, BanKind::kResv); }
void Unkline(UserCtx& ctx, const Params& p) { LiftBan(ctx, p, BanKind::kKLine); }
void Undline(UserCtx& ctx, const Params& p) { LiftBan(ctx, p, BanKind::kDLine); }
void Unxline(UserCtx& ctx, const Params& p) { LiftBan(ctx, p, BanKind::kXLine); }
void Unresv(UserCtx& ctx, const Params& p) { LiftBan(ctx, p, BanKind::kResv); }

void Testline(UserCtx& ctx, const Params& p) {
  const User* user = FindUser(ctx.state, p[0]);
  bool any = false;
  for (const ServerBan& ban : ctx.state.bans) {
    if (ban.expires_at <= ctx.state.now || !Hits(ctx.state, ban, p[0], user)) continue;
    const int64_t minutes = ban.expires_at == absl::InfiniteFuture()
                                ? 0
                                : absl::ToInt64Minutes(ban.expires_at - ctx.state.now);
    const char letter = kBanKinds[static_cast<size_t>(ban.kind)].letter;
    ctx.Reply(kRplTestLine(absl::string_view(&letter, 1), minutes, ban.mask, ban.reason));
    any = true;
  }
  if (!any) ctx.Reply(kRplNoTestLine(Echo(p[0])));
}

}  // namespace irc
