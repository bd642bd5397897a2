// PRIVMSG <target>{,<target>} :<text>
// NOTICE <target>{,<target>} :<text>
// TAGMSG <target>{,<target>}
// ZNC *playback <words>
// https://modern.ircdocs.horse/#privmsg-message, https://ircv3.net/specs/extensions/message-tags,
// https://wiki.znc.in/Playback
#include "absl/strings/str_join.h"
#include "core/actions/message_targets.h"
#include "core/actions/playback.h"
#include "core/commands/commands.h"
#include "core/protocol/numerics.h"
#include "core/services/services.h"

namespace irc {
namespace {

MessageRequest MakeRequest(UserCtx& ctx, Speech speech, absl::string_view text) {
  return {.ctx = ctx,
          .speech = speech,
          .command = ctx.command,
          .text = text,
          .client_tags = ClientOnlyTags(ctx.state.config, ctx.line.tags)};
}

bool NamesService(const Config& config, absl::string_view targets) {
  for (absl::string_view target : SplitTargets(targets)) {
    if (FindService(target, config.services) != nullptr) return true;
  }
  return false;
}

// A message to a service goes to no one else: a password may be in it.
bool AskedServices(UserCtx& ctx, absl::string_view targets, absl::string_view text) {
  const Config& config = ctx.state.config;
  if (!NamesService(config, targets)) return false;
  if (const ServiceRow* service = FindService(targets, config.services)) {
    AskService(ctx, *service, text);
  } else {
    ctx.Reply(kErrTooManyTargets(SafeParam(targets)));
  }
  return true;
}

}  // namespace

// NS <words>, NICKSERV <words>, OS <words>, OPERSERV <words>
void AskServiceCommand(UserCtx& ctx, const Params& p) {
  AskService(ctx, *FindServiceOfCommand(ctx.command, {}), absl::StrJoin(p, " "));
}

void Privmsg(UserCtx& ctx, const Params& p) {
  if (p[0].empty()) return ctx.Reply(kErrNoRecipient("No recipient given (PRIVMSG)"));
  if (p[1].empty()) return ctx.Reply(kErrNoTextToSend());
  if (AskedServices(ctx, p[0], p[1])) return;
  ctx.user.active_at = ctx.state.now;
  MessageRequest request = MakeRequest(ctx, Speech::kPrivmsg, p[1]);
  SayToTargets(request, p[0]);
}

void Notice(UserCtx& ctx, const Params& p) {
  if (p[0].empty() || p[1].empty() || NamesService(ctx.state.config, p[0])) return;
  ctx.user.active_at = ctx.state.now;
  MessageRequest request = MakeRequest(ctx, Speech::kNotice, p[1]);
  SayToTargets(request, p[0]);
}

void Tagmsg(UserCtx& ctx, const Params& p) {
  if (p[0].empty()) return ctx.Reply(kErrNoRecipient("No recipient given (TAGMSG)"));
  MessageRequest request = MakeRequest(ctx, Speech::kTagmsg, "");
  if (request.client_tags.empty()) return;
  SayToTargets(request, p[0]);
}

// The form in which some clients speak to modules of ZNC, the bouncer whose playback is offered.
void Znc(UserCtx& ctx, const Params& p) {
  if (!IsPlayback(p[0])) return ctx.Reply(kErrNoSuchNick(SafeParam(p[0])));
  AskPlayback(ctx, absl::StrJoin(p.begin() + 1, p.end(), " "));
}

}  // namespace irc
