// AWAY [:<message>]
// https://modern.ircdocs.horse/#away-message, IRCv3 away-notify, draft/pre-away
#include "core/commands/commands.h"
#include "core/outbox/source.h"
#include "core/policy/heard.h"
#include "core/protocol/numerics.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

// "AWAY *" marks a connection that no person uses (draft/pre-away); others get a readable message.
constexpr absl::string_view kNobodyThere = "*";

absl::string_view MessageOf(SessionCtx& ctx, absl::string_view text) {
  if (text == kNobodyThere && ctx.session.caps.Has(Cap::kPreAway)) return kUnheardAway;
  return TruncateUtf8(text, static_cast<size_t>(ctx.state.config.limits.away_bytes));
}

void ReplyAway(SessionCtx& ctx, bool away) {
  if (away) {
    ctx.Reply(kRplNowAway());
  } else {
    ctx.Reply(kRplUnaway());
  }
}

}  // namespace

void Away(SessionCtx& ctx, const Params& p) {
  const absl::string_view message = MessageOf(ctx, p[0]);
  if (!ctx.session.registered()) {
    if (!ctx.session.caps.Has(Cap::kPreAway)) return ctx.Reply(kErrNotRegistered());
    ctx.session.registration->away = std::string(message);
    return ReplyAway(ctx, !message.empty());
  }
  User& user = UserOf(ctx.state, ctx.session.user);
  const bool changed = message != *user.away;
  user.away.Set(std::string(message));
  ReplyAway(ctx, user.is_away());
  if (!changed) return;
  Message notify = From(user, "AWAY");
  if (user.is_away()) notify.Trailing(*user.away);
  Message unheard = From(user, "AWAY").Trailing(kUnheardAway);
  ctx.out.ReplyToObservers(user, {notify, *user.away, &unheard}, Cap::kAwayNotify, false);
}

}  // namespace irc
