// OperServ MAIL: how the mails of the server do.
#include "absl/strings/str_cat.h"
#include "core/services/handlers.h"

namespace irc {

void MailCommand(ServiceCtx& ctx) {
  if (!ctx.state.config.mail) return ctx.Say("This server sends no mail");
  ctx.Ask(ReadMailState{}, PendingMailState{.service = std::string(ctx.service.nick)});
}

void OnMailState(UserCtx& ctx, const PendingMailState& pending, const MailState& mails) {
  ReplyFromService(ctx, pending.service,
                   absl::StrCat("Mails that wait: ", mails.waiting, ", sent: ", mails.sent,
                                ", given up: ", mails.failed));
  for (const std::string& error : mails.errors) ReplyFromService(ctx, pending.service, error);
}

}  // namespace irc
