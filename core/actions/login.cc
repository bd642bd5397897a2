#include "core/actions/login.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/actions/channel_grants.h"
#include "core/actions/host.h"
#include "core/actions/nick.h"
#include "core/actions/quit.h"
#include "core/opers/office.h"
#include "core/outbox/source.h"
#include "core/policy/account_access.h"
#include "core/protocol/numerics.h"
#include "core/protocol/sasl.h"
#include "core/replies/memo_notices.h"
#include "core/replies/service_notice.h"
#include "core/texts/nickserv.h"

namespace irc {
namespace {

void ReplyAccount(Outbox& out, const User& user) {
  const absl::string_view account = user.has_account() ? absl::string_view(user.account) : "*";
  out.ReplyToObservers(user, From(user, "ACCOUNT").Param(account), Cap::kAccountNotify, true);
}

bool MayBeLoggedIn(const State& state, absl::string_view name) {
  const Account* account = FindAccount(state, name);
  return account != nullptr && WhyNoAccess(state, *account).empty();
}

// The certificate of the connection counts from now on if it has waited for that.
void ConfirmCertificate(State& state, Outbox& out, const Account& account, const Session& session) {
  const std::string& fingerprint = session.peer.certfp;
  if (fingerprint.empty()) return;
  const CredentialRow* waiting = account.Credential("certificate", fingerprint);
  if (waiting == nullptr || waiting->scope != kPendingScope) return;
  if (state.accounts.OfCertificate(fingerprint) != nullptr) return;  // another account was first
  if (IsBeingDropped(state, account.id(), waiting->id)) return;
  CredentialRow row = *waiting;
  row.scope.clear();
  state.accounts.Apply(Put(row));
  out.output().stores.push_back(Put(std::move(row)));
  out.ReplyTo(session, FromService(state, NickServ(state), "NOTICE")
                           .Param(NickOf(state, session))
                           .Trailing(FillText(state.config.services,
                                              texts::kCertificateLogsInFromNow, fingerprint)));
}

// Notes how the session has logged in. The use of the password is not kept, because an account that
// has nothing else should take no more memory; when its owner was here is kept anyway.
void NoteLogin(State& state, Outbox& out, Session& session, const Account& account,
               const LoginWay& way) {
  session.login = std::make_unique<SessionLogin>(
      SessionLogin{.method = way.method,
                   .credential = way.credential,
                   .reading = IsForReadingOnly(account, way.credential),
                   .at = state.now});
  session.half_login = nullptr;
  // The code of another login was about to be told.
  if (session.sasl != nullptr && session.sasl->mechanism == kSaslCode) session.sasl = nullptr;
  session.second_factor = way.second_factor;
  if (way.credential.value == 0) return;
  if (way.credential == account.password) {
    return ConfirmCertificate(state, out, account, session);
  }
  if (IsBeingDropped(state, account.id(), way.credential)) return;
  Record use = Put(UseRow{.credential = way.credential,
                          .account = account.id(),
                          .at = state.now,
                          .address = session.peer.ip});
  if (state.accounts.Apply(use)) out.output().stores.push_back(std::move(use));
}

}  // namespace

absl::string_view AccountOf(const State& state, const Session& session) {
  return session.registered() ? UserOf(state, session.user).account : session.registration->account;
}

void LogIn(State& state, Outbox& out, Session& session, const std::string& account,
           const LoginWay& way) {
  out.ReplyTo(session, kRplLoggedIn(MaskOf(state, session), account,
                                    absl::StrCat("You are now logged in as ", account)));
  NoteSeen(state, out, account);
  if (const Account* found = FindAccount(state, account)) {
    NoteLogin(state, out, session, *found, way);
  }
  if (!session.registered()) {
    session.registration->account = account;
    return;
  }
  User& user = UserOf(state, session.user);
  if (user.account != account) {
    SetAccount(state, user, account);
    ReplyAccount(out, user);
    RenewHost(state, out, user);
    NotifyOfUnreadMemos(state, out, session);
    DismissTheLoggedOut(state, out, user);
    ApplyRightsEverywhere(state, out, user);
    TakeNickOfAccount(state, out, user);
    WatchNick(state, out, user);
  }
  TakeOfficeByItself(state, out, session, user);
}

void LogOut(State& state, Outbox& out, User& user) {
  NoteSeen(state, out, user.account);
  SetAccount(state, user, "");
  for (SlotId<Session> id : user.sessions) SessionOf(state, id).login = nullptr;
  for (SlotId<Session> id : user.sessions) SessionOf(state, id).second_factor = false;
  out.NotifyUser(user, kRplLoggedOut(user.mask()));
  ReplyAccount(out, user);
  RenewHost(state, out, user);
  DismissTheLoggedOut(state, out, user);
  WatchNick(state, out, user);
}

void LogOut(State& state, Outbox& out, Session& session) {
  if (session.registered()) return LogOut(state, out, UserOf(state, session.user));
  session.registration->account.clear();
  session.login = nullptr;
  out.NotifySession(session, kRplLoggedOut(MaskOf(state, session)));
}

void LogOutUsersOf(State& state, Outbox& out, CredentialId credential) {
  state.sessions.ForEach([&](Session& session) {
    if (session.half_login != nullptr && session.half_login->credential == credential) {
      session.half_login = nullptr;
    }
    if (session.login == nullptr || session.login->credential != credential) return;
    LogOut(state, out, session);
  });
}

size_t LogOutOthers(State& state, Outbox& out, absl::string_view account, const Session* spared) {
  const Folded folded = Fold(state.casemapping, account);
  size_t count = 0;
  state.sessions.ForEach([&](Session& session) {
    if (&session == spared || AccountOf(state, session).empty()) return;
    if (Fold(state.casemapping, AccountOf(state, session)) != folded) return;
    LogOut(state, out, session);
    ++count;
  });
  return count;
}

void NoteSeen(State& state, Outbox& out, absl::string_view name) {
  const Account* account = FindAccount(state, name);
  if (account == nullptr || account->configured || IsBeingDropped(state, account->id())) return;
  Record seen = Put(SeenRow{.account = account->id(), .at = state.now});
  state.accounts.Apply(seen);
  out.output().stores.push_back(std::move(seen));
}

void CountFailedLogin(SessionCtx& ctx) {
  if (++ctx.session.failed_logins < ctx.state.config.limits.login_tries) return;
  EndSession(ctx.state, ctx.out, ctx.session, "Too many failed logins", CloseCause::kRejected);
}

void LogOutTheRemoved(State& state, Outbox& out) {
  state.sessions.ForEach([&](Session& session) {
    if (session.registered() || session.registration->account.empty()) return;
    if (MayBeLoggedIn(state, session.registration->account)) return;
    LogOut(state, out, session);
  });
  state.users.ForEach([&](User& user) {
    if (user.has_account() && !MayBeLoggedIn(state, user.account)) LogOut(state, out, user);
  });
}

}  // namespace irc
