// TESTLINE <nick, address or mask>: lists the server bans that match.
// https://github.com/solanum-ircd/solanum/blob/main/modules/m_testline.c
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/policy/server_bans.h"
#include "core/protocol/numerics.h"
#include "core/state/ban_list.h"

namespace irc {
namespace {

bool HitsUser(const State& state, const ServerBan& ban, const User& user) {
  if (ban.kind == BanKind::kResv) return BanMatches(state, ban, user.nick);
  return std::any_of(user.sessions.begin(), user.sessions.end(),
                     [&](SlotId<Session> id) { return BanHits(state, ban, SessionOf(state, id)); });
}

// True if the ban matches the text: [nick!][user@]host, a channel, or the mask of a ban.
bool HitsText(const State& state, const ServerBan& ban, absl::string_view text) {
  if (SameBanMask(state, ban.kind, ban.mask, text)) return true;
  const size_t bang = text.find('!');
  const absl::string_view user_host =
      bang == absl::string_view::npos ? text : text.substr(bang + 1);
  const size_t at = user_host.rfind('@');
  const bool has_user = at != absl::string_view::npos;
  switch (ban.kind) {
    case BanKind::kDLine:
      return BanMatches(state, ban, has_user ? user_host.substr(at + 1) : user_host);
    case BanKind::kKLine:
    case BanKind::kShun:
      return BanMatches(state, ban,
                        has_user ? std::string(user_host) : absl::StrCat("*@", user_host));
    case BanKind::kXLine:
      return BanMatches(state, ban, text);
    case BanKind::kResv:
      return BanMatches(state, ban, text.substr(0, bang));
  }
  return false;
}

// The remaining minutes of a ban, rounded up; 0 for a permanent ban.
int64_t MinutesLeft(const State& state, const ServerBan& ban) {
  if (ban.expires_at == absl::InfiniteFuture()) return 0;
  return absl::ToInt64Minutes(absl::Ceil(ban.expires_at - state.now, absl::Minutes(1)));
}

}  // namespace

void Testline(UserCtx& ctx, const Params& p) {
  const User* user = FindUser(ctx.state, p[0]);
  bool any = false;
  for (const ServerBan& ban : ctx.state.bans) {
    if (ban.expires_at <= ctx.state.now) continue;
    if (user != nullptr ? !HitsUser(ctx.state, ban, *user) : !HitsText(ctx.state, ban, p[0])) {
      continue;
    }
    any = true;
    const char letter = kBanKinds[static_cast<size_t>(ban.kind)].letter;
    ctx.ReplyInTurn(kRplTestLine(absl::string_view(&letter, 1), MinutesLeft(ctx.state, ban),
                                 ban.mask, ban.reason));
  }
  if (!any) ctx.Reply(kRplNoTestLine(SafeParam(p[0])));
}

}  // namespace irc
