#include "core/actions/login.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/actions/quit.h"
#include "core/outbox/source.h"
#include "core/policy/account_access.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

void ReplyAccount(Outbox& out, const User& user) {
  const absl::string_view account = user.has_account() ? absl::string_view(user.account) : "*";
  out.ReplyToObservers(user, From(user, "ACCOUNT").Param(account), Cap::kAccountNotify, true);
}

bool MayBeLoggedIn(const State& state, absl::string_view name) {
  const Account* account = FindAccount(state, name);
  return account != nullptr && WhyNoLogin(state, *account).empty();
}

}  // namespace

absl::string_view AccountOf(const State& state, const Session& session) {
  return session.registered() ? UserOf(state, session.user).account : session.registration->account;
}

void LogIn(State& state, Outbox& out, Session& session, const std::string& account) {
  out.ReplyTo(session, kRplLoggedIn(MaskOf(state, session), account,
                                    absl::StrCat("You are now logged in as ", account)));
  NoteSeen(state, out, account);
  if (!session.registered()) {
    session.registration->account = account;
    return;
  }
  User& user = UserOf(state, session.user);
  if (user.account == account) return;
  SetAccount(state, user, account);
  ReplyAccount(out, user);
}

void LogOut(State& state, Outbox& out, User& user) {
  NoteSeen(state, out, user.account);
  SetAccount(state, user, "");
  out.NotifyUser(user, kRplLoggedOut(user.mask()));
  ReplyAccount(out, user);
}

void NoteSeen(State& state, Outbox& out, absl::string_view name) {
  const Account* account = FindAccount(state, name);
  if (account == nullptr || account->configured) return;
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
    session.registration->account.clear();
    out.NotifySession(session, kRplLoggedOut(MaskOf(state, session)));
  });
  state.users.ForEach([&](User& user) {
    if (user.has_account() && !MayBeLoggedIn(state, user.account)) LogOut(state, out, user);
  });
}

}  // namespace irc
