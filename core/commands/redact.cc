// REDACT <target> <msgid> [:<reason>]
// Removes the message from the history. Only clients with the capability receive the REDACT.
// https://ircv3.net/specs/extensions/message-redaction
#include <optional>

#include "core/actions/history_reader.h"
#include "core/actions/notify/channel_log.h"
#include "core/commands/commands.h"
#include "core/outbox/source.h"
#include "core/policy/heard.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/standard_replies.h"
#include "core/protocol/utf8.h"
#include "core/state/history_keeper.h"

namespace irc {
namespace {

absl::string_view Reason(const UserCtx& ctx, const Params& p) {
  return TruncateUtf8(p[2], static_cast<size_t>(ctx.state.config.limits.kick_bytes));
}

Message RedactMessage(UserCtx& ctx, absl::string_view target, const Params& p,
                      absl::string_view reason) {
  Message message = From(ctx.user, "REDACT");
  message.Param(target).Param(p[1]);
  if (!reason.empty()) message.Trailing(reason);
  return message;
}

// True if the time for redacting the message has passed. It does not apply to channel operators.
bool IsTooLate(UserCtx& ctx, const Channel* channel, const HistoryItem& item) {
  const int64_t seconds = ctx.state.config.limits.redact_seconds;
  if (seconds == 0 || ctx.state.now < item.time + absl::Seconds(seconds)) return false;
  return channel == nullptr || CannotActAs(ctx.state, ctx.user, *channel, kOp).has_value();
}

// Removes the message from the history. Replies with the error and returns false if that is not
// allowed.
bool Forget(UserCtx& ctx, const Channel* channel, HistoryLog* log, const Params& p) {
  const std::optional<HistoryPosition> position = ParseMsgid(ctx.state.started, p[1]);
  std::optional<HistoryItem> item;
  if (log != nullptr && position.has_value()) item = log->Find(*position);
  // Only messages can be redacted, not events such as JOIN.
  if (!item.has_value() || item->group() == HistoryGroup::kEvent) {
    ctx.Reply(kFailRedactMsgid(SafeParam(p[0]), SafeParam(p[1])));
    return false;
  }
  if (!CanRedact(ctx.state, ctx.user, channel, item->author)) {
    ctx.Reply(kFailRedactForbidden(SafeParam(p[0]), SafeParam(p[1])));
    return false;
  }
  if (IsTooLate(ctx, channel, *item)) {
    ctx.Reply(kFailRedactWindow(SafeParam(p[0]), SafeParam(p[1]),
                                ctx.state.config.limits.redact_seconds));
    return false;
  }
  if (channel != nullptr) {
    LogRedaction(ctx.state, ctx.out, ctx.user, *channel, *item,
                 HeardText(ctx.state, ctx.user, *channel, Reason(ctx, p)));
  }
  ForgetMessage(ctx.state, *log, *position);
  return true;
}

}  // namespace

void Redact(UserCtx& ctx, const Params& p) {
  if (!ctx.session.caps.Has(Cap::kMessageRedaction)) {
    return ctx.Reply(kErrUnknownCommand(SafeParam("REDACT")));
  }
  const AudienceFilter informed{.has_all = Cap::kMessageRedaction};
  if (Channel* channel = FindChannel(ctx.state, p[0])) {
    if (!CanReadHistory(ctx.state, ctx.user, *channel)) {
      return ctx.Reply(kFailRedactTarget(SafeParam(p[0])));
    }
    if (!Forget(ctx, channel, &channel->history, p)) return;
    const absl::string_view reason = HeardText(ctx.state, ctx.user, *channel, Reason(ctx, p));
    return ctx.out.ReplyToChannel(*channel, RedactMessage(ctx, channel->name, p, reason), informed);
  }
  const std::string name = SpellingOf(ctx.state, ctx.user, p[0]);
  const User* peer = FindUser(ctx.state, p[0]);
  Conversation* conversation = FindConversation(ctx.state, ctx.user, p[0]);
  if (peer == nullptr && conversation == nullptr)
    return ctx.Reply(kFailRedactTarget(SafeParam(p[0])));
  if (!Forget(ctx, nullptr, conversation == nullptr ? nullptr : &conversation->log, p)) return;
  const Message message = RedactMessage(ctx, name, p, Reason(ctx, p));
  if (peer != nullptr && peer != &ctx.user) ctx.out.NotifyUser(*peer, message, informed);
  for (SlotId<Session> id : ctx.user.sessions) {
    const Session& session = SessionOf(ctx.state, id);
    if (informed.Admits(session)) ctx.out.ReplyTo(session, message);
  }
}

}  // namespace irc
