// KLINE, DLINE, XLINE, RESV, SHUN [<duration>] <mask> [:<reason>], and UN… <mask>
//
// The five kinds differ in what their mask is matched against (core/state/server_ban.h), so one
// family of functions serves them all.
//
// A ban does not disconnect operators, but warns that it matches them: an operator who sets a ban
// that is too wide must be able to remove it. New connections of operators are refused as usual.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/commands/commands.h"
#include "core/kept/ban_records.h"
#include "core/kept/commit.h"
#include "core/limits.h"
#include "core/opers/audit_record.h"
#include "core/policy/server_bans.h"
#include "core/protocol/mask.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/utf8.h"
#include "core/replies/duration.h"
#include "core/state/ban_list.h"

namespace irc {
namespace {

constexpr size_t kMaskBytesMax = 200;

void RefuseByNotice(UserCtx& ctx, absl::string_view text) {
  ctx.out.piece().NoteRefusal("notice");
  ctx.Reply(Message("NOTICE").Param(ctx.user.nick).Trailing(absl::StrCat("*** ", text)));
}

absl::string_view NameOf(BanKind kind) { return kBanKinds[static_cast<size_t>(kind)].name; }

// The mask as it is stored: one word that does not begin with a colon, because replies contain it
// as a middle parameter. A space becomes '?', which matches it.
std::string AsKept(BanKind kind, absl::string_view mask) {
  std::string kept = absl::StrReplaceAll(mask, {{" ", "?"}});
  // The address of a DLINE and the host of a KLINE or SHUN, which is a parameter of its own in
  // STATS.
  const size_t host = IsUserHost(kind) ? kept.rfind('@') + 1 : 0;
  const bool has_host = kind == BanKind::kDLine || host > 0;
  if (!has_host || !absl::StartsWith(kept.substr(host), "::")) return kept;
  return absl::StrCat(kept.substr(0, host), "0", kept.substr(host));
}

// True if a mask with wildcards has too few other characters and so matches too many users. The
// minimums are those of Solanum: a user@host needs more than a nick or a real name.
bool IsWideMask(BanKind kind, absl::string_view mask) {
  if (!HasWildcard(mask)) return false;
  const auto plain = std::count_if(mask.begin(), mask.end(), [](char c) {
    return absl::string_view("*?@.:").find(c) == absl::string_view::npos;
  });
  return plain < (IsUserHost(kind) ? 4 : 3);
}

// The reason why a mask cannot be banned; empty when it can.
std::string Unfit(BanKind kind, absl::string_view mask) {
  if (mask.empty() || mask[0] == ':' || mask.size() > kMaskBytesMax) {
    return absl::StrCat("A mask has 1 to ", kMaskBytesMax,
                        " bytes and does not begin with a colon");
  }
  if (kind == BanKind::kDLine) {
    if (!IsAddressMask(mask)) return "A DLINE takes an address or address/bits";
    return IsWideNetwork(mask) ? "That network is too wide to ban" : "";
  }
  const size_t at = mask.rfind('@');
  if (IsUserHost(kind)) {
    if (at == absl::string_view::npos || absl::StrContains(mask, "!")) {
      return absl::StrCat("A ", NameOf(kind), " takes a mask of user@host or user@address/bits");
    }
    if (IsBrokenNetwork(mask.substr(at + 1))) {
      return "The host is no network: address/bits, with at most 32 bits or 128 for IPv6";
    }
    if (IsWideNetwork(mask.substr(at + 1))) return "That network is too wide to ban";
  }
  return IsWideMask(kind, mask) ? "That mask would hit too many" : "";
}

// The length of a reason with which the notices about the ban are whole.
size_t ReasonBytesMax(const UserCtx& ctx, absl::string_view mask) {
  const Config& config = ctx.state.config;
  // ":server NOTICE nick :*** nick added 365d23h59m59s KLINE for mask: reason"
  constexpr int64_t kWords = 64;
  const int64_t around = kWords + static_cast<int64_t>(config.server_name.size() + mask.size()) +
                         2 * config.limits.nick_bytes;
  const int64_t room = static_cast<int64_t>(kBodyBytesMax) - around;
  return static_cast<size_t>(std::clamp<int64_t>(room, 1, config.limits.quit_bytes));
}

// Has the records kept, and then answers.
void Keep(UserCtx& ctx, std::vector<Record> records, std::string answer) {
  AskCommit(ctx, {.records = std::move(records),
                  .account = "",
                  .service = std::string(kServerNotice),
                  .text = std::move(answer)});
}

void SetBan(UserCtx& ctx, const Params& p, BanKind kind) {
  // The first parameter is the duration if it can be parsed as one and another parameter follows.
  const std::optional<absl::Duration> given = p.size() > 1 ? ParseBanDuration(p[0]) : std::nullopt;
  const size_t at = given.has_value() ? 1 : 0;
  const absl::Duration duration = given.value_or(absl::InfiniteDuration());
  const std::string mask = AsKept(kind, p[at]);
  if (const std::string why = Unfit(kind, mask); !why.empty()) return RefuseByNotice(ctx, why);
  const absl::string_view reason = TruncateUtf8(p[at + 1], ReasonBytesMax(ctx, mask));
  const ServerBan* earlier = FindBanNamed(ctx.state, kind, mask);
  if (earlier == nullptr &&
      static_cast<int64_t>(ctx.state.bans.size()) >= ctx.state.config.limits.bans) {
    return RefuseByNotice(ctx, "There are too many server bans already");
  }
  const ServerBan ban{.id = earlier != nullptr ? earlier->id : ctx.state.last_ids.NextBan(),
                      .kind = kind,
                      .mask = mask,
                      .reason = std::string(reason.empty() ? "No reason given" : reason),
                      .setter = ctx.user.mask(),
                      .set_at = ctx.state.now,
                      .expires_at = ctx.state.now + duration};
  const std::string what =
      duration == absl::InfiniteDuration()
          ? absl::StrCat(NameOf(kind), " for ", mask)
          : absl::StrCat(FormatBanDuration(duration), " ", NameOf(kind), " for ", mask);
  Keep(ctx, {Put(RowOf(ban)), AuditRecord(ctx.state, ctx.user, NameOf(kind), mask, ban.reason)},
       absl::StrCat("*** Added ", what, " (#", ban.id.value, ")"));
}

void LiftBan(UserCtx& ctx, const Params& p, BanKind kind) {
  const std::string mask = AsKept(kind, p[0]);
  const ServerBan* ban = FindBanNamed(ctx.state, kind, mask);
  if (ban == nullptr) {
    return RefuseByNotice(ctx, absl::StrCat("There is no ", NameOf(kind), " for ", mask));
  }
  const std::string what = absl::StrCat(NameOf(kind), " for ", ban->mask);
  std::vector<Record> records = {Drop(BanRow{.id = ban->id})};
  if (ban->hits > 0) records.push_back(Drop(BanHitRow{.ban = ban->id}));
  records.push_back(
      AuditRecord(ctx.state, ctx.user, absl::StrCat("UN", NameOf(kind)), ban->mask, ""));
  Keep(ctx, std::move(records), absl::StrCat("*** Removed ", what));
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
