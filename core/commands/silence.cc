// SILENCE [[+|-]<mask>{,[+|-]<mask>}]
// The masks of senders whose private messages a user does not want. Without a mask it shows the
// list. The command comes from ircu.
#include <algorithm>

#include "core/commands/commands.h"
#include "core/outbox/source.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

void ReplyList(UserCtx& ctx) {
  for (const std::string& mask : *ctx.user.silenced) {
    ctx.Reply(kRplSileList(ctx.user.nick, mask));
  }
  ctx.Reply(kRplEndOfSileList(ctx.user.nick));
}

void ReplyChange(UserCtx& ctx, absl::string_view sign, absl::string_view mask) {
  ctx.out.ReplyToUser(ctx.user, From(ctx.user, "SILENCE").Param(absl::StrCat(sign, mask)));
}

void Change(UserCtx& ctx, bool add, absl::string_view given) {
  const std::string mask = CompleteMask(given);
  auto& silenced = ctx.user.silenced.Edit();
  const Folded key = Fold(ctx.state.casemapping, mask);
  const auto found = std::find_if(silenced.begin(), silenced.end(), [&](const std::string& other) {
    return Fold(ctx.state.casemapping, other) == key;
  });
  if (add == (found != silenced.end())) return;
  if (!add) {
    ReplyChange(ctx, "-", *found);
    silenced.erase(found);
  } else if (static_cast<int64_t>(silenced.size()) >= ctx.state.config.limits.silence_entries) {
    ctx.Reply(kErrSileListFull(mask));
  } else {
    silenced.push_back(mask);
    ReplyChange(ctx, "+", mask);
  }
}

}  // namespace

void Silence(UserCtx& ctx, const Params& p) {
  if (p[0].empty()) return ReplyList(ctx);
  for (absl::string_view item : ctx.RequireTargets(p[0])) {
    const bool sign = item[0] == '+' || item[0] == '-';
    const absl::string_view mask = item.substr(sign ? 1 : 0);
    if (!mask.empty() && mask[0] != ':') Change(ctx, item[0] != '-', mask);
  }
}

}  // namespace irc
