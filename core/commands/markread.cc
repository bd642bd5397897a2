// MARKREAD <target> [timestamp=<time>]
// A marker only moves forwards in time, and never beyond the present.
// https://ircv3.net/specs/extensions/read-marker
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/actions/history_reader.h"
#include "core/commands/commands.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/standard_replies.h"
#include "core/replies/read_marker.h"

namespace irc {
namespace {

bool IsTarget(const State& state, absl::string_view name) {
  const Limits& limits = state.config.limits;
  return LooksLikeChannel(name) ? IsValidChannelName(state.casemapping, name, limits.channel_bytes)
                                : IsValidNick(state.casemapping, name, limits.nick_bytes);
}

void SetMarker(UserCtx& ctx, absl::string_view target, absl::Time time) {
  auto& markers = ctx.user.read_markers.Edit();
  const Folded key = Fold(ctx.state.casemapping, target);
  const auto found = markers.find(key);
  if (found == markers.end() &&
      static_cast<int64_t>(markers.size()) >= ctx.state.config.limits.read_markers) {
    return ctx.Reply(kFailMarkreadFull(SafeParam(target)));
  }
  const absl::Time now = absl::FromUnixMillis(absl::ToUnixMillis(ctx.state.now));
  time = std::min(time, now);
  if (found != markers.end() && time <= found->second) {
    return ReplyReadMarker(ctx.state, ctx.out, ctx.session, ctx.user, target);
  }
  markers[key] = time;
  for (SlotId<Session> id : ctx.user.sessions) {
    ReplyReadMarker(ctx.state, ctx.out, SessionOf(ctx.state, id), ctx.user, target);
  }
}

}  // namespace

void Markread(UserCtx& ctx, const Params& p) {
  if (!ctx.session.caps.Has(Cap::kReadMarker)) {
    return ctx.Reply(kErrUnknownCommand(SafeParam("MARKREAD")));
  }
  if (p[0].empty()) return ctx.Reply(kFailMarkreadMissing());
  if (!IsTarget(ctx.state, p[0])) {
    return ctx.Reply(kFailMarkreadParams(SafeParam(p[0]), "This is neither a channel nor a nick"));
  }
  const std::string target = SpellingOf(ctx.state, ctx.user, p[0]);
  if (p.size() == 1) return ReplyReadMarker(ctx.state, ctx.out, ctx.session, ctx.user, target);
  absl::string_view time = p[1];
  if (absl::ConsumePrefix(&time, "timestamp=")) {
    if (const auto parsed = ParseServerTime(time)) return SetMarker(ctx, target, *parsed);
  }
  ctx.Reply(kFailMarkreadParams(SafeParam(target), "This is no timestamp=<time>"));
}

}  // namespace irc
