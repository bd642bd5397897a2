// NICK <nick>
// https://modern.ircdocs.horse/#nick-message
#include "core/actions/nick.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "core/actions/register.h"
#include "core/commands/commands.h"
#include "core/policy/account_access.h"
#include "core/policy/policy.h"
#include "core/policy/server_bans.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/state/ban_list.h"

namespace irc {

void NickCommand(SessionCtx& ctx, const Params& p) {
  const absl::string_view nick = p[0];
  User* user = ctx.session.registered() ? &UserOf(ctx.state, ctx.session.user) : nullptr;
  if (nick.empty()) return ctx.Reply(kErrNoNicknameGiven());
  if (user != nullptr && user->nick == nick) return;
  if (!IsValidNick(ctx.state.casemapping, nick, ctx.state.config.limits.nick_bytes) ||
      IsReservedNick(ctx.state, nick, user)) {
    if (const ServerBan* ban = FindBan(ctx.state, BanKind::kResv, nick)) {
      CountBanHit(ctx.state, ban->id);
    }
    if (const ForbidRow* forbid = FindForbid(ctx.state, kForbidNick, nick, user)) {
      return ctx.Reply(kErrForbiddenNickname(
          SafeParam(nick), absl::StrCat("This nickname is forbidden: ", forbid->reason)));
    }
    return ctx.Reply(kErrErroneusNickname(SafeParam(nick)));
  }
  if (!NickIsFree(ctx.state, nick, ctx.session)) {
    if (user == nullptr) ctx.session.registration->refused_nick = std::string(nick);
    return ctx.Reply(kErrNicknameInUse(nick));
  }
  // Before registration the client may still log in.
  if (user != nullptr && IsNickOfAnother(ctx.state, nick, user->account)) {
    return ctx.Reply(kErrNickOfAnother(nick));
  }
  if (user == nullptr) {
    ReserveNick(ctx.state, ctx.session, nick);
    return TryRegister(ctx);
  }
  if (ctx.Refuse(CannotChangeNick(ctx.state, *user, nick))) return;
  ChangeNick(ctx.state, ctx.out, *user, nick);
}

}  // namespace irc
