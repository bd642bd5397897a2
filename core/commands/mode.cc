// MODE <target> [<modes> [<parameter>…]]
// https://modern.ircdocs.horse/#mode-message
#include "absl/strings/str_cat.h"
#include "core/actions/channel_modes.h"
#include "core/actions/user_modes.h"
#include "core/commands/commands.h"
#include "core/opers/office.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

// The modes of a channel. With `inside`, for members and operators, it includes the parameters and
// so the key; others see only the letters.
Message ChannelModeIs(const Channel& channel, bool inside) {
  ModeString modes;
  for (const ChannelModeRow& row : kChannelModes) {
    if (row.kind == ModeKind::kFlag && channel.Has(row.mode)) modes.Add(true, row.letter);
  }
  const auto add = [&](char letter, const std::string& value) {
    if (!value.empty()) modes.Add(true, letter, inside ? value : "");
  };
  add('f', channel.extras->forward);
  add('j', channel.extras->throttle.joins == 0 ? ""
                                               : absl::StrCat(channel.extras->throttle.joins, ":",
                                                              channel.extras->throttle.seconds));
  add('l', channel.limit == 0 ? "" : absl::StrCat(channel.limit));
  add('k', channel.key);
  Message message = kRplChannelModeIs(channel.name);
  message.Param(modes.empty() ? "+" : absl::string_view(modes.letters()));
  for (const std::string& param : modes.params()) message.Param(param);
  return message;
}

void ReplyChannelModes(UserCtx& ctx, const Channel& channel) {
  const bool inside = FindMember(ctx.state, ctx.user, channel) != nullptr;
  ctx.Reply(ChannelModeIs(channel, inside || ctx.user.is_oper()));
  ctx.Reply(kRplCreationTime(channel.name, absl::ToUnixSeconds(channel.created_at)));
}

// 221, and 008 for operators who chose server notices.
void ReplyUserModes(UserCtx& ctx) {
  ctx.Reply(kRplUmodeIs(UserModeString(ctx.user)));
  if (ctx.user.snomask != 0) ctx.Reply(kRplSnomask(SnomaskString(ctx.user.snomask)));
}

}  // namespace

void Mode(UserCtx& ctx, const Params& p) {
  if (LooksLikeChannel(p[0])) {
    Channel* channel = ctx.RequireChannel(p[0]);
    if (channel == nullptr) return;
    if (p.size() == 1) return ReplyChannelModes(ctx, *channel);
    return ChangeChannelModes(ctx, *channel, p, /*forced=*/false);
  }
  User* target = ctx.RequireUser(p[0]);
  if (target == nullptr) return;
  if (target->id != ctx.user.id) return ctx.Reply(kErrUsersDontMatch());
  if (p.size() == 1) return ReplyUserModes(ctx);
  ChangeUserModes(ctx, *target, p);
}

}  // namespace irc
