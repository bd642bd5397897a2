// REHASH, RESTART [<server>], DIE [<server>]: what operators do to the process. A server that is
// named must be this one, so that nobody ends the wrong server.
#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/numerics.h"
#include "core/stopping.h"

namespace irc {
namespace {

void EndProcess(UserCtx& ctx, Stop stop, absl::string_view verb) {
  ctx.out.output().stop = stop;
  StopServer(ctx.state, ctx.out, absl::StrCat("Server ", verb, " by ", ctx.user.nick));
}

}  // namespace

void RehashCommand(UserCtx& ctx, const Params&) {
  ctx.Reply(kRplRehashing("configuration"));
  ctx.out.ServerNotice('f', absl::StrCat(ctx.user.nick, " is rehashing the configuration"));
  ctx.Ask(Rehash{}, PendingRehash{});
}

void OnRehashDone(UserCtx& ctx, const RehashDone& result) {
  const auto tell = [&](absl::string_view text) {
    ctx.Reply(Message("NOTICE").Param(ctx.user.nick).Trailing(absl::StrCat("*** ", text)));
  };
  for (const std::string& message : result.messages) tell(message);
  tell(result.ok ? "The new configuration is in force"
                 : "The configuration was not changed");
}

void Restart(UserCtx& ctx, const Params& p) {
  if (ctx.RequireServer(p[0])) EndProcess(ctx, Stop::kRestart, "restarted");
}

void Die(UserCtx& ctx, const Params& p) {
  if (ctx.RequireServer(p[0])) EndProcess(ctx, Stop::kDie, "stopped");
}

}  // namespace irc
