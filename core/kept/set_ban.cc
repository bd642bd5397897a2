#include "core/kept/set_ban.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/kept/answer.h"
#include "core/kept/ban_records.h"
#include "core/kept/commit.h"
#include "core/limits.h"
#include "core/opers/audit_record.h"
#include "core/policy/server_bans.h"
#include "core/protocol/mask.h"
#include "core/protocol/names.h"
#include "core/protocol/utf8.h"
#include "core/replies/duration.h"
#include "core/state/ban_list.h"
#include "core/texts/accounts.h"

namespace irc {
namespace {

constexpr size_t kMaskBytesMax = 200;
constexpr size_t kHitsMin = 5;  // fewer are never too many

// A notice of the server begins with "***".
std::string AsSaid(absl::string_view service, absl::string_view text) {
  return absl::StrCat(service == kServerNotice ? "*** " : "", text);
}

void Refuse(UserCtx& ctx, const std::string& service, absl::string_view text) {
  if (service == kServerNotice) ctx.out.piece().NoteRefusal("notice");
  AnswerLine(ctx, service, AsSaid(service, text));
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
std::string Unfit(const ServiceNames& services, BanKind kind, absl::string_view mask, bool forced) {
  if (mask.empty() || mask[0] == ':' || mask.size() > kMaskBytesMax) {
    return FillText(services, texts::kBanMaskIsBad, kMaskBytesMax);
  }
  if (kind == BanKind::kDLine) {
    if (!IsAddressMask(mask)) return FillText(services, texts::kBanTakesAddress);
    return IsWideNetwork(mask) && !forced ? FillText(services, texts::kBanNetworkIsWide) : "";
  }
  const size_t at = mask.rfind('@');
  if (IsUserHost(kind)) {
    if (at == absl::string_view::npos || absl::StrContains(mask, "!")) {
      return FillText(services, texts::kBanTakesUserHost, NameOf(kind));
    }
    if (IsBrokenNetwork(mask.substr(at + 1))) {
      return FillText(services, texts::kBanHasBrokenNetwork);
    }
    if (IsWideNetwork(mask.substr(at + 1)) && !forced) {
      return FillText(services, texts::kBanNetworkIsWide);
    }
  }
  return IsWideMask(kind, mask) && !forced ? FillText(services, texts::kBanMaskIsWide) : "";
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

bool HitsUser(const State& state, const ServerBan& ban, const User& user) {
  if (ban.kind == BanKind::kResv) return BanMatches(state, ban, user.nick);
  return std::any_of(user.sessions.begin(), user.sessions.end(),
                     [&](SlotId<Session> id) { return BanHits(state, ban, SessionOf(state, id)); });
}

// Has the records kept, and then answers.
void Keep(UserCtx& ctx, std::vector<Record> records, const std::string& service,
          absl::string_view answer) {
  AskCommit(ctx, {.records = std::move(records),
                  .account = "",
                  .service = service,
                  .text = AsSaid(service, answer)});
}

}  // namespace

BanReach ReachOf(const State& state, const ServerBan& ban) {
  BanReach reach;
  state.users.ForEach([&](const User& user) {
    ++reach.clients;
    if (!HitsUser(state, ban, user)) return;
    ++reach.hits;
    if (user.has_account()) ++reach.logged_in;
    if (user.is_oper()) ++reach.operators;
  });
  return reach;
}

bool IsTooWide(const Config& config, const BanReach& reach) {
  const auto percent = static_cast<size_t>(config.limits.ban_hits_percent);
  return reach.hits >= kHitsMin && reach.hits * 100 > reach.clients * percent;
}

std::string WhyNoBan(const State& state, const BanRequest& request) {
  const std::string mask = AsKept(request.kind, request.mask);
  const ServiceNames& services = state.config.services;
  if (std::string why = Unfit(services, request.kind, mask, request.forced); !why.empty()) {
    return why;
  }
  if (FindBanNamed(state, request.kind, mask) == nullptr &&
      static_cast<int64_t>(state.bans.size()) >= state.config.limits.bans) {
    return FillText(services, texts::kBansFull);
  }
  return "";
}

ServerBan BanOf(const UserCtx& ctx, const BanRequest& request) {
  ServerBan ban{.kind = request.kind,
                .mask = AsKept(request.kind, request.mask),
                .setter = ctx.user.mask(),
                .set_at = ctx.state.now,
                .expires_at = ctx.state.now + request.duration};
  const absl::string_view reason = TruncateUtf8(request.reason, ReasonBytesMax(ctx, ban.mask));
  ban.reason = std::string(reason.empty() ? "No reason given" : reason);
  ban.parsed = ParseBanMask(ctx.state.casemapping, ban.kind, ban.mask);
  return ban;
}

void SetBan(UserCtx& ctx, const BanRequest& request) {
  if (const std::string why = WhyNoBan(ctx.state, request); !why.empty()) {
    return Refuse(ctx, request.service, why);
  }
  ServerBan ban = BanOf(ctx, request);
  const BanReach reach = ReachOf(ctx.state, ban);
  if (!request.forced && IsTooWide(ctx.state.config, reach)) {
    return Refuse(ctx, request.service,
                  ctx.Text(texts::kBanWouldHit, reach.hits, reach.clients, NameOf(ban.kind)));
  }
  const ServerBan* earlier = FindBanNamed(ctx.state, ban.kind, ban.mask);
  ban.id = earlier != nullptr ? earlier->id : ctx.state.last_ids.NextBan();
  const absl::string_view name = NameOf(ban.kind);
  const std::string answer =
      request.duration == absl::InfiniteDuration()
          ? ctx.Text(texts::kBanIsAdded, name, ban.mask, ban.id.value)
          : ctx.Text(texts::kBanIsAddedFor, FormatBanDuration(request.duration), name, ban.mask,
                     ban.id.value);
  Keep(ctx, {Put(RowOf(ban)), AuditRecord(ctx.state, ctx.user, name, ban.mask, ban.reason)},
       request.service, answer);
}

void LiftBan(UserCtx& ctx, BanKind kind, absl::string_view written, const std::string& service) {
  const std::string mask = AsKept(kind, written);
  const ServerBan* ban = FindBanNamed(ctx.state, kind, mask);
  if (ban == nullptr) {
    return Refuse(ctx, service, ctx.Text(texts::kBanUnknown, NameOf(kind), mask));
  }
  const std::string answer = ctx.Text(texts::kBanIsRemoved, NameOf(kind), ban->mask);
  std::vector<Record> records = {Drop(BanRow{.id = ban->id})};
  if (ban->hits > 0) records.push_back(Drop(BanHitRow{.ban = ban->id}));
  records.push_back(
      AuditRecord(ctx.state, ctx.user, absl::StrCat("UN", NameOf(kind)), ban->mask, ""));
  Keep(ctx, std::move(records), service, answer);
}

}  // namespace irc
