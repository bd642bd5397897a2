#include "core/actions/register.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "core/actions/login.h"
#include "core/actions/nick.h"
#include "core/actions/notify/monitor_notify.h"
#include "core/actions/quit.h"
#include "core/actions/user_modes.h"
#include "core/opers/news.h"
#include "core/opers/office.h"
#include "core/opers/rights.h"
#include "core/outbox/batch.h"
#include "core/policy/account_access.h"
#include "core/policy/defcon.h"
#include "core/policy/hosts.h"
#include "core/policy/server_bans.h"
#include "core/protocol/numerics.h"
#include "core/replies/isupport.h"
#include "core/replies/memo_notices.h"
#include "core/replies/server_info.h"
#include "core/replies/welcome.h"
#include "core/state/ban_list.h"

namespace irc {
namespace {

void RefuseSession(SessionCtx& ctx, const Message& why, absl::string_view reason) {
  ctx.Reply(why);
  EndSession(ctx.state, ctx.out, ctx.session, reason, CloseCause::kRejected);
}

// True if no password is required or it was verified. Otherwise asks the shell to check it, or
// closes the session if there is none.
bool PasswordIsSettled(SessionCtx& ctx) {
  Registration& registration = *ctx.session.registration;
  if (!ctx.state.config.password_required || registration.password_ok) return true;
  if (registration.password.empty()) {
    ctx.Note(AuditKind::kLoginFailed, {{"method", "PASS"}, {"why", std::string(kNoPassword)}});
    RefuseSession(ctx, kErrPasswdMismatch(), "Password required");
    return false;
  }
  registration.verifying = true;
  ctx.Ask(CheckPassword{.credential = "server", .secret = registration.password},
          PendingRegistration{});
  return false;
}

// The client needs another nick.
void RefuseNick(SessionCtx& ctx, const Message& why) {
  ctx.Reply(why);
  std::string nick = ctx.session.registration->nick;
  ForgetReservedNick(ctx.state, ctx.session);
  ctx.session.registration->refused_nick = std::move(nick);
}

// The metadata that the user has set before registration, to sessions that know metadata.
void ReplyOwnMetadata(SessionCtx& ctx, const User& user) {
  if (!ctx.session.HasMetadata()) return;
  Batch batch(ctx.out, ctx.session, "metadata", {user.nick});
  for (const auto& [key, value] : user.metadata) {
    batch.Add(kRplKeyValue(user.nick, key, "*", value));
  }
}

void ReplyWelcome(SessionCtx& ctx, const User& user) {
  ctx.Reply(WelcomeMessage(ctx.state.config, user.mask()));
  for (const Message& line : ctx.welcome.server) ctx.Reply(line);
  ReplyIsupport(ctx.out, ctx.session, ctx.welcome.isupport);
  ReplyLusers(ctx);
  ReplyOwnMetadata(ctx, user);
  ReplyMotd(ctx);
  ctx.Reply(kRplUmodeIs(UserModeString(user)));
}

void Welcome(SessionCtx& ctx) {
  const std::string away = std::move(ctx.session.registration->away);
  Metadata metadata = std::move(ctx.session.registration->metadata);
  const std::string account = std::move(ctx.session.registration->account);
  User& user = RegisterUser(ctx.state, ctx.session);
  ctx.out.output().registered.push_back(ctx.session.id);
  user.away.Set(away);
  user.metadata = std::move(metadata);
  SetAccount(ctx.state, user, account);
  SetUserModes(ctx.state, user, ctx.state.config.default_user_modes);
  if (ctx.state.config.cloak_default) SetUserMode(ctx.state, user, UserMode::kCloak, true);
  if (const std::string host = HostOf(ctx.state, user); host != user.host) {
    SetHost(ctx.state, user, host);
  }
  if (const ServerBan* shun = FindShun(ctx.state, ctx.session)) {
    ctx.session.shunned = true;
    CountBanHit(ctx.state, shun->id);
  }
  ReplyWelcome(ctx, user);
  NotifyOfUnreadMemos(ctx.state, ctx.out, ctx.session);
  ReplyNews(ctx.state, ctx.out, ctx.session, kLogonNews);
  NotifyOnline(ctx.state, ctx.out, user);
  WatchNick(ctx.state, ctx.out, user);
  ctx.out.NotifyOperators(Snomask::kClients,
                          absl::StrCat("Client connecting: ", user.nick, " (", user.username, "@",
                                       ctx.session.peer.host, ") [", ctx.session.peer.ip, "]"));
  TakeOfficeByItself(ctx.state, ctx.out, ctx.session, user);
}

bool IsBarredByDefcon(const State& state, const Registration& registration) {
  if (IsBarred(state, Defcon::kNobodyNew)) return !IsOfOperator(state, registration.account);
  return IsBarred(state, Defcon::kLoginNeeded) && registration.account.empty();
}

}  // namespace

void TryRegister(SessionCtx& ctx) {
  const Registration& registration = *ctx.session.registration;
  if (registration.nick.empty() || registration.username.empty()) return;
  if (registration.negotiating || registration.verifying) return;
  if (!PasswordIsSettled(ctx)) return;
  if (const ServerBan* ban = FindBanOfRegistration(ctx.state, ctx.session)) {
    CountBanHit(ctx.state, ban->id);
    ctx.out.NotifyOperators(
        Snomask::kBans,
        absl::StrCat("Banned client refused: ", registration.nick, " (", registration.username, "@",
                     ctx.session.peer.host, ") [", ban->mask, "]"));
    RefuseSession(ctx, BanNumeric(*ban), absl::StrCat("Banned: ", ban->reason));
    return;
  }
  if (IsBarredByDefcon(ctx.state, registration)) {
    return RefuseSession(ctx, kErrYoureBannedCreep(kBarredByDefcon), "Closed by the staff");
  }
  if (IsInSasl(ctx.session)) {
    ctx.session.sasl = nullptr;
    ctx.session.half_login = nullptr;
    ctx.Reply(kErrSaslAborted());
  }
  if (!TakeNickOfAccount(ctx.state, ctx.out, ctx.session)) {
    return RefuseNick(ctx, kErrNicknameInUse(registration.account));
  }
  if (IsNickOfAnother(ctx.state, registration.nick, registration.account)) {
    return RefuseNick(ctx, kErrNickOfAnother(registration.nick));
  }
  Welcome(ctx);
}

void OnServerPassword(SessionCtx& ctx, bool ok) {
  if (ctx.session.registered()) return;
  Registration& registration = *ctx.session.registration;
  registration.verifying = false;
  registration.password.clear();
  registration.password_ok = ok;
  if (!ok) {
    ctx.Note(AuditKind::kLoginFailed, {{"method", "PASS"}, {"why", std::string(kWrongPassword)}});
    RefuseSession(ctx, kErrPasswdMismatch(), "Password incorrect");
    return;
  }
  ctx.Note(AuditKind::kLoggedIn, {{"method", "PASS"}});
  TryRegister(ctx);
}

}  // namespace irc
