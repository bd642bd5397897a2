// KILL <nick> [:<comment>]
// https://modern.ircdocs.horse/#kill-message
#include "absl/strings/str_cat.h"
#include "core/actions/quit.h"
#include "core/commands/commands.h"
#include "core/outbox/source.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/utf8.h"

namespace irc {

void Kill(UserCtx& ctx, const Params& p) {
  if (MatchMask(Casemapping::kAscii, p[0], ctx.state.config.server_name) && !HasWildcard(p[0])) {
    return ctx.Reply(kErrCantKillServer());
  }
  User* target = ctx.RequireUser(p[0]);
  if (target == nullptr) return;
  const auto bytes_max = static_cast<size_t>(ctx.state.config.limits.kick_bytes);
  const std::string comment(p[1].empty() ? absl::string_view("No reason given")
                                         : TruncateUtf8(p[1], bytes_max));
  ctx.Note(AuditKind::kKill, {{"target", target->mask()},
                              {"target_address", PeerOf(ctx.state, *target).ip},
                              {"reason", comment}});
  ctx.out.NotifyOperators(Snomask::kKills,
                          absl::StrCat("Received KILL message for ", target->mask(), " from ",
                                       ctx.user.nick, ": ", comment));
  ctx.out.ReplyToUser(*target, From(ctx.user, "KILL").Param(target->nick).Trailing(comment));
  EndUser(ctx.state, ctx.out, *target,
          absl::StrCat("Killed (", ctx.user.nick, " (", comment, "))"));
}

}  // namespace irc
