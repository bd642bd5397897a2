// STATS <letter> [<server>]
// https://modern.ircdocs.horse/#stats-message
#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "core/commands/commands.h"
#include "core/commands/completions.h"
#include "core/opers/rights.h"
#include "core/policy/policy.h"
#include "core/protocol/numerics.h"
#include "core/state/server_ban.h"

namespace irc {
namespace {

void ReportCommands(UserCtx& ctx) {
  for (const auto& [command, uses] : ctx.state.command_uses) {
    ctx.ReplyInTurn(kRplStatsCommands(command, static_cast<int64_t>(uses)));
  }
}

void ReportOperatorBlocks(UserCtx& ctx) {
  for (const OperConfig& oper : ctx.state.config.opers) {
    for (const std::string& host : oper.hosts) {
      ctx.ReplyInTurn(kRplStatsOLine("O", host, "*", oper.name));
    }
  }
}

void ReportOperators(UserCtx& ctx) {
  int64_t count = 0;
  ctx.state.users.ForEach([&](const User& user) {
    if (!user.is_oper()) return;
    ++count;
    std::string text = absl::StrCat(user.nick, " (", user.username, "@", user.host, ")");
    if (CanSeeIdleTime(ctx.state, ctx.user, user)) {
      absl::StrAppend(&text, " idle ", absl::ToInt64Seconds(ctx.state.now - user.active_at),
                      " seconds");
    }
    ctx.ReplyInTurn(kRplStatsDebug(text));
  });
  ctx.ReplyInTurn(kRplStatsDebug(absl::StrCat(count, " operator(s) online")));
}

void ReportUptime(UserCtx& ctx) {
  // The clock may have been set to a time before the start.
  const int64_t seconds =
      std::max<int64_t>(0, absl::ToInt64Seconds(ctx.state.now - ctx.state.started));
  ctx.ReplyInTurn(
      kRplStatsUptime(absl::StrFormat("Server Up %d days %d:%02d:%02d", seconds / 86400,
                                      seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)));
}

// A mask as one word: a space becomes '?', which matches it.
std::string AsWord(absl::string_view mask) { return absl::StrReplaceAll(mask, {{" ", "?"}}); }

template <BanKind kind>
void ReportBans(UserCtx& ctx) {
  const BanKindRow& row = kBanKinds[static_cast<size_t>(kind)];
  for (const ServerBan& ban : ctx.state.bans) {
    if (ban.kind != kind || ban.expires_at <= ctx.state.now) continue;
    // "user@host" becomes two parameters, the host first; other masks are one.
    const size_t at = IsUserHost(kind) ? ban.mask.rfind('@') : std::string::npos;
    const bool two = at != std::string::npos;
    const bool stays = ban.expires_at == absl::InfiniteFuture();
    ctx.ReplyInTurn(kRplStatsKLine(absl::string_view(&row.letter, 1),
                                   two ? ban.mask.substr(at + 1) : AsWord(ban.mask), "*",
                                   two ? ban.mask.substr(0, at) : "*",
                                   stays ? 0 : absl::ToUnixSeconds(ban.expires_at), ban.reason));
  }
}

// Asks the shell for its counters of lines and bytes. OnLinkStats sends the reply.
void AskForLinks(UserCtx& ctx) {
  ReadLinkStats work;
  ctx.state.sessions.ForEach([&](const Session& session) { work.sessions.push_back(session.id); });
  ctx.Ask(std::move(work), PendingStatsLinks{});
}

struct StatsRow {
  char letter;
  bool for_everybody;
  void (*report)(UserCtx&);
};
constexpr std::array kStats = {
    StatsRow{'d', false, &ReportBans<BanKind::kDLine>},
    StatsRow{'k', false, &ReportBans<BanKind::kKLine>},
    StatsRow{'l', false, &AskForLinks},
    StatsRow{'m', true, &ReportCommands},
    StatsRow{'o', false, &ReportOperatorBlocks},
    StatsRow{'p', true, &ReportOperators},
    StatsRow{'q', false, &ReportBans<BanKind::kResv>},
    StatsRow{'s', false, &ReportBans<BanKind::kShun>},
    StatsRow{'u', true, &ReportUptime},
    StatsRow{'x', false, &ReportBans<BanKind::kXLine>},
};

// The letters are case-insensitive, because servers do not agree on their case. (Elsewhere "L"
// shows addresses, which "l" does here.)
const StatsRow* FindStats(absl::string_view query) {
  if (query.size() != 1) return nullptr;
  const auto row = std::find_if(kStats.begin(), kStats.end(), [&](const StatsRow& r) {
    return r.letter == absl::ascii_tolower(static_cast<unsigned char>(query[0]));
  });
  return row == kStats.end() ? nullptr : &*row;
}

std::string LinkName(const State& state, const Session& session) {
  const absl::string_view username =
      session.registered() ? absl::string_view(UserOf(state, session.user).username) : "unknown";
  return absl::StrCat(NickOf(state, session), "[", username, "@", session.peer.ip, "]");
}

}  // namespace

void Stats(UserCtx& ctx, const Params& p) {
  if (!ctx.RequireServer(p[1])) return;
  const StatsRow* row = FindStats(p[0]);
  if (row != nullptr && !row->for_everybody &&
      ctx.Refuse(CannotUse(ctx.state, ctx.user, Privilege::kView))) {
    // The end of the list follows all the same.
  } else if (row != nullptr) {
    row->report(ctx);
    if (row->letter == 'l') return;
  }
  ctx.ReplyInTurn(kRplEndOfStats(SafeParam(p[0])));
}

void OnLinkStats(UserCtx& ctx, const LinkStats& result) {
  for (const LinkStats::Row& row : result.rows) {
    const Session* session = FindSession(ctx.state, row.session);
    if (session == nullptr) continue;
    ctx.ReplyInTurn(kRplStatsLinkInfo(
        LinkName(ctx.state, *session), static_cast<int64_t>(row.send_queue_bytes),
        static_cast<int64_t>(row.sent_lines), static_cast<int64_t>(row.sent_bytes),
        static_cast<int64_t>(row.received_lines), static_cast<int64_t>(row.received_bytes),
        absl::ToInt64Seconds(ctx.state.now - session->connected_at)));
  }
  ctx.ReplyInTurn(kRplEndOfStats(SafeParam("l")));
}

}  // namespace irc
