// REHASH, RESTART [<server>], DIE [<server>]: what operators do to the process.
// https://modern.ircdocs.horse/#rehash-message
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/actions/shutdown.h"
#include "core/commands/commands.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

// A server that is named must be this one, so that nobody ends the wrong server: no mask, and no
// nick, which may have been meant for KILL.
void EndProcess(UserCtx& ctx, absl::string_view server, Stop stop, absl::string_view verb) {
  if (!server.empty() && !absl::EqualsIgnoreCase(server, ctx.state.config.server_name)) {
    return ctx.Reply(kErrNoSuchServer(Echo(server)));
  }
  ctx.out.output().stop = stop;
  StopServer(ctx.state, ctx.out, absl::StrCat("Server ", verb, " by ", ctx.user.nick));
}

}  // namespace

void RehashCommand(UserCtx& ctx, const Params&) {
  ctx.out.ServerNotice('f', absl::StrCat(ctx.user.nick, " is rehashing the configuration"));
  ctx.Ask(Rehash{}, PendingRehash{});
}

void OnRehashDone(UserCtx& ctx, const RehashDone& result) {
  const auto tell = [&](absl::string_view text) {
    ctx.Reply(Message("NOTICE").Param(ctx.user.nick).Trailing(absl::StrCat("*** ", text)));
  };
  // Said only now, because a label is answered once. The core does not know the file's name.
  ctx.Reply(kRplRehashing("configuration"));
  for (const std::string& message : result.messages) tell(message);
  tell(result.ok ? "The new configuration is in force" : "The configuration was not changed");
}

void Restart(UserCtx& ctx, const Params& p) { EndProcess(ctx, p[0], Stop::kRestart, "restarted"); }

void Die(UserCtx& ctx, const Params& p) { EndProcess(ctx, p[0], Stop::kDie, "stopped"); }

}  // namespace irc
