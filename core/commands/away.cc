// AWAY [:<message>]
// https://modern.ircdocs.horse/#away-message, IRCv3 away-notify
#include "core/commands/commands.h"
#include "core/numerics.h"
#include "core/utf8.h"

namespace irc {

void Away(UserCtx& ctx, const Params& p) {
  const auto bytes_max = static_cast<size_t>(ctx.state.config.limits.away_bytes);
  const absl::string_view message = TruncateUtf8(p[0], bytes_max);
  const bool changed = message != ctx.user.away;
  ctx.user.away = std::string(message);
  if (message.empty()) {
    ctx.Reply(kRplUnaway());
  } else {
    ctx.Reply(kRplNowAway());
  }
  if (!changed) return;
  Message notify = From(ctx.user, "AWAY");
  if (!message.empty()) notify.Trailing(message);
  ctx.out.ToNeighbours(ctx.user, notify, {.with = Cap::kAwayNotify});
}

}  // namespace irc
