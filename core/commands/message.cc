// PRIVMSG <target>{,<target>} :<text>
// NOTICE <target>{,<target>} :<text>
// TAGMSG <target>{,<target>}
// https://modern.ircdocs.horse/#privmsg-message, https://ircv3.net/specs/extensions/message-tags
#include "core/actions/message_targets.h"
#include "core/commands/commands.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

MessageRequest MakeRequest(UserCtx& ctx, Speech speech, absl::string_view text) {
  return {.ctx = ctx,
          .speech = speech,
          .command = ctx.command,
          .text = text,
          .client_tags = ClientOnlyTags(ctx.state.config, ctx.line.tags)};
}

}  // namespace

void Privmsg(UserCtx& ctx, const Params& p) {
  if (p[0].empty()) return ctx.Reply(kErrNoRecipient("No recipient given (PRIVMSG)"));
  if (p[1].empty()) return ctx.Reply(kErrNoTextToSend());
  ctx.user.active_at = ctx.state.now;
  MessageRequest request = MakeRequest(ctx, Speech::kPrivmsg, p[1]);
  SayToTargets(request, p[0]);
}

void Notice(UserCtx& ctx, const Params& p) {
  if (p[0].empty() || p[1].empty()) return;
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

}  // namespace irc
