// SILENCE [[+|-]<mask>{,[+|-]<mask>}]
// The masks of senders whose private messages a user does not want. Without a mask it shows the
// list. The command comes from ircu.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/outbox/source.h"
#include "core/protocol/glob.h"
#include "core/protocol/mask.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

void ReplyList(UserCtx& ctx) {
  for (const SilencedMask& silenced : *ctx.user.silenced) {
    ctx.Reply(kRplSileList(ctx.user.nick, silenced.text));
  }
  ctx.Reply(kRplEndOfSileList(ctx.user.nick));
}

void ReplyChange(UserCtx& ctx, absl::string_view sign, absl::string_view mask) {
  ctx.out.ReplyToUser(ctx.user, From(ctx.user, "SILENCE").Param(absl::StrCat(sign, mask)));
}

// The reason why a mask cannot be added; empty when it can.
std::string Unfit(const UserCtx& ctx, absl::string_view mask) {
  const int64_t bytes_max = ctx.state.config.limits.list_entry_bytes;
  if (static_cast<int64_t>(mask.size()) > bytes_max) {
    return absl::StrCat("A mask has at most ", bytes_max, " bytes");
  }
  return NamesBrokenNetwork(mask)
             ? "A network is address/bits, with at most 32 bits or 128 for IPv6"
             : "";
}

void Change(UserCtx& ctx, bool add, absl::string_view given) {
  const std::string mask = CompleteMask(CollapseMask(given));
  if (const std::string why = Unfit(ctx, mask); add && !why.empty()) {
    return ctx.Reply(kErrUnknownError(SafeParam("SILENCE"), why));
  }
  auto& silenced = ctx.user.silenced.Edit();
  const Folded key = Fold(ctx.state.casemapping, mask);
  const auto found = std::find_if(silenced.begin(), silenced.end(), [&](const auto& other) {
    return Fold(ctx.state.casemapping, other.text) == key;
  });
  if (add == (found != silenced.end())) return;
  if (!add) {
    ReplyChange(ctx, "-", found->text);
    silenced.erase(found);
  } else if (static_cast<int64_t>(silenced.size()) >= ctx.state.config.limits.silence_entries) {
    ctx.Reply(kErrSileListFull(SafeParam(mask)));
  } else {
    silenced.push_back({.text = mask, .mask = UserMask(ctx.state.casemapping, mask)});
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
