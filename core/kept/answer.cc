#include "core/kept/answer.h"

#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/replies/service_notice.h"
#include "core/state/pending.h"
#include "core/texts/texts.h"

namespace irc {
namespace {

Message Notice(const SessionCtx& ctx, absl::string_view text) {
  return Message("NOTICE").Param(NickOf(ctx.state, ctx.session)).Trailing(text);
}

Message OfCommand(absl::string_view command, absl::string_view text) {
  const bool is_note = absl::ConsumePrefix(&text, "NOTE ");
  Message message(is_note ? "NOTE" : command);
  if (is_note) message.Param(command);
  const size_t colon = text.find(" :");
  for (absl::string_view word : absl::StrSplit(text.substr(0, colon), ' ')) message.Param(word);
  if (colon != absl::string_view::npos) message.Trailing(text.substr(colon + 2));
  return message;
}

}  // namespace

void AnswerLine(SessionCtx& ctx, absl::string_view service, absl::string_view text) {
  if (service == kServerNotice) return ctx.Reply(Notice(ctx, text));
  if (IsCommand(service)) return ctx.Reply(OfCommand(service, text));
  ReplyFromService(ctx, service, text);
}

void AnswerRefusal(SessionCtx& ctx, absl::string_view service, const Message& refusal) {
  if (service.empty() || IsCommand(service)) return ctx.Reply(refusal);
  const absl::string_view english = refusal.param(refusal.params() - 1);
  AnswerLine(ctx, service, RefusalText(ctx.state.config.services, english));
}

}  // namespace irc
