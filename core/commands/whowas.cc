// WHOWAS <nick> [<count> [<server>]]
// https://modern.ircdocs.horse/#whowas-message
#include <limits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/replies/date.h"

namespace irc {
namespace {

void ReplyEntry(UserCtx& ctx, const WhowasEntry& entry) {
  ctx.ReplyInTurn(kRplWhowasUser(entry.nick, entry.username, entry.host, "*", entry.realname));
  ctx.ReplyInTurn(
      kRplWhoisServer(entry.nick, ctx.state.config.server_name, FormatEnglishDate(entry.left_at)));
  if (!ctx.user.is_oper()) return;
  ctx.ReplyInTurn(kRplWhowasIp(
      entry.nick, absl::StrCat("was connecting from ", entry.username, "@", entry.ip)));
}

// The number of requested entries; all of them when `count` is not a positive number.
int64_t WantedEntries(absl::string_view count) {
  int64_t wanted = 0;
  const bool counts = absl::SimpleAtoi(count, &wanted) && wanted > 0;
  return counts ? wanted : std::numeric_limits<int64_t>::max();
}

}  // namespace

void Whowas(UserCtx& ctx, const Params& p) {
  if (p[0].empty()) return ctx.Reply(kErrNoNicknameGiven());
  if (!ctx.RequireServer(p[2])) return;
  const Folded nick = Fold(ctx.state.casemapping, p[0]);
  const int64_t wanted = WantedEntries(p[1]);
  int64_t found = 0;
  // The latest entry comes first.
  ctx.state.whowas.ForEachFromLatest([&](const WhowasEntry& entry) {
    if (Fold(ctx.state.casemapping, entry.nick) != nick) return true;
    ReplyEntry(ctx, entry);
    return ++found < wanted;
  });
  if (found == 0) ctx.Reply(kErrWasNoSuchNick(SafeParam(p[0])));
  ctx.ReplyInTurn(kRplEndOfWhowas(SafeParam(p[0])));
}

}  // namespace irc
