// OperServ MAIL: how the mails of the server do.
#include "core/services/handlers.h"
#include "core/texts/operserv.h"
#include "core/texts/refusals.h"

namespace irc {

void MailCommand(ServiceCtx& ctx) {
  if (!ctx.state.config.mail) return ctx.Say(texts::kNoMailHere);
  ctx.Ask(ReadMailState{}, PendingMailState{.service = std::string(ctx.service.nick)});
}

void OnMailState(UserCtx& ctx, const PendingMailState& pending, const MailState& mails) {
  ReplyFromService(ctx, pending.service,
                   ctx.Text(texts::kMailNumbers, mails.waiting, mails.sent, mails.failed));
  for (const std::string& error : mails.errors) {
    ReplyFromService(ctx, pending.service, ctx.Text(texts::kMailError, error));
  }
}

}  // namespace irc
