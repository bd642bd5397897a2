// REHASH, RESTART [<server>], DIE [<server>]: operators' control of the process.
// https://modern.ircdocs.horse/#rehash-message
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/actions/shutdown.h"
#include "core/commands/commands.h"
#include "core/commands/completions.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

// The server parameter must be this server's name, so that no operator ends the wrong server.
// Unlike elsewhere it cannot be a mask or a nick: "DIE nick" may have been meant as KILL.
void EndProcess(UserCtx& ctx, absl::string_view server, Stop stop, absl::string_view verb) {
  if (!server.empty() && !absl::EqualsIgnoreCase(server, ctx.state.config.server_name)) {
    return ctx.Reply(kErrNoSuchServer(SafeParam(server)));
  }
  ctx.out.output().stop = stop;
  ctx.Note(AuditKind::kStop, {{"command", std::string(ctx.command)}});
  ShutDownServer(ctx.state, ctx.out, absl::StrCat("Server ", verb, " by ", ctx.user.nick));
}

}  // namespace

void RehashCommand(UserCtx& ctx, const Params&) {
  ctx.out.NotifyOperators(Snomask::kForced,
                          absl::StrCat(ctx.user.nick, " is rehashing the configuration"));
  ctx.Note(AuditKind::kRehash, {});
  ctx.Ask(Rehash{}, PendingRehash{});
}

void OnRehashDone(UserCtx& ctx, const RehashDone& result) {
  const auto reply_notice = [&](absl::string_view text) {
    ctx.Reply(Message("NOTICE").Param(ctx.user.nick).Trailing(absl::StrCat("*** ", text)));
  };
  // 382 is sent with the result, because a label is answered once. The core does not know the name
  // of the file.
  ctx.Reply(kRplRehashing("configuration"));
  for (const std::string& message : result.messages) reply_notice(message);
  reply_notice(result.ok ? "The new configuration is in force"
                         : "The configuration was not changed");
}

void Restart(UserCtx& ctx, const Params& p) { EndProcess(ctx, p[0], Stop::kRestart, "restarted"); }

void Die(UserCtx& ctx, const Params& p) { EndProcess(ctx, p[0], Stop::kDie, "stopped"); }

}  // namespace irc
