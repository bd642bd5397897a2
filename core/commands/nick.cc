// NICK <nick>
// https://modern.ircdocs.horse/#nick-message
#include "absl/strings/str_cat.h"
#include "core/actions/history_writer.h"
#include "core/actions/monitor_notify.h"
#include "core/commands/commands.h"
#include "core/commands/registration.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

namespace irc {

void NickCommand(SessionCtx& ctx, const Params& p) {
  const absl::string_view nick = p[0];
  User* user = ctx.session.registered() ? &UserOf(ctx.state, ctx.session.user) : nullptr;
  if (nick.empty()) return ctx.Reply(kErrNoNicknameGiven());
  if (user != nullptr && user->nick == nick) return;
  if (!IsValidNick(nick, ctx.state.config.limits.nick_bytes) ||
      IsReservedNick(ctx.state, nick, user)) {
    return ctx.Reply(kErrErroneusNickname(Echo(nick)));
  }
  if (!NickIsFree(ctx.state, nick, ctx.session)) return ctx.Reply(kErrNicknameInUse(nick));
  if (user == nullptr) {
    ReserveNick(ctx.state, ctx.session, nick);
    return TryRegister(ctx);
  }
  if (ctx.Refuse(CannotChangeNick(ctx.state, *user, nick))) return;
  ChangeNick(ctx.state, ctx.out, *user, nick);
}

void ChangeNick(State& state, Outbox& out, User& user, absl::string_view nick) {
  Message change = From(user, "NICK").Param(nick);
  const bool same_name = Fold(state.casemapping, user.nick) == Fold(state.casemapping, nick);
  out.ServerNotice('n', absl::StrCat("Nick change: ", user.nick, " to ", nick));
  if (!same_name) RememberUser(state, user);
  RecordEvent(state, out, user, change);
  out.ToNeighboursAndSelf(user, change);
  const std::string old_nick = user.nick;
  RenameUser(state, user, nick);
  if (same_name) return;
  TellOffline(state, out, old_nick);
  TellOnline(state, out, user);
}

}  // namespace irc
