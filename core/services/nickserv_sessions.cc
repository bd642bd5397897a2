// NickServ SESSIONS and LOGOUT: the connections that are logged in to an account, and with what.
#include <cstdint>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/actions/login.h"
#include "core/kept/certificates.h"
#include "core/replies/date.h"
#include "core/replies/duration.h"
#include "core/services/handlers.h"

namespace irc {
namespace {

// Calls visit(Session&) for each session that is logged in to the account, the oldest first.
template <typename Visitor>
void ForEachOfAccount(State& state, const Account& account, Visitor&& visit) {
  const Folded name = Fold(state.casemapping, account.name());
  state.sessions.ForEach([&](Session& session) {
    const absl::string_view own = AccountOf(state, session);
    if (!own.empty() && Fold(state.casemapping, own) == name) visit(session);
  });
}

// What LOGOUT knows a session by, as long as it lives.
uint64_t NumberOf(const Session& session) { return uint64_t{session.slot.slot} + 1; }

std::string DescribeCredential(const CredentialRow& row) {
  if (row.kind == "app_password") {
    return absl::StrCat("app password ", row.label, row.scope.empty() ? "" : " for ", row.scope);
  }
  const absl::string_view name = NameOfCertificate(row);
  return absl::StrCat("certificate ", row.label, name.empty() ? "" : " ", name,
                      IsPending(row) ? ", which was not shown yet" : "");
}

// With what the session has logged in.
std::string DescribeLogin(const Account& account, const SessionLogin* login) {
  if (login == nullptr) return "";
  const CredentialRow* row = account.Credential(login->credential);
  std::string text = absl::StrCat(", since ", FormatDate(login->at));
  if (!login->method.empty()) absl::StrAppend(&text, " by ", login->method);
  if (row != nullptr) absl::StrAppend(&text, " with the ", DescribeCredential(*row));
  return text;
}

std::string DescribeSession(const ServiceCtx& ctx, const Account& account, const Session& session) {
  std::string text =
      absl::StrCat(NumberOf(session), ": ", NickOf(ctx.state, session), " from ", session.peer.ip);
  absl::StrAppend(&text, DescribeLogin(account, session.login.get()));
  if (session.registered()) {
    const absl::Duration idle =
        absl::Floor(ctx.state.now - UserOf(ctx.state, session.user).active_at, absl::Minutes(1));
    if (idle > absl::ZeroDuration()) absl::StrAppend(&text, ", idle ", FormatBanDuration(idle));
  }
  if (session.id == ctx.session.id) absl::StrAppend(&text, " (this one)");
  return text;
}

void SayCredential(ServiceCtx& ctx, const Account& account, const CredentialRow& row) {
  const UseRow* use = account.LastUse(row.id);
  ctx.Say(absl::StrCat(
      "With the ", DescribeCredential(row), ": ",
      use == nullptr ? "never"
                     : absl::StrCat("last on ", FormatDate(use->at), " from ", use->address)));
}

void LogOutOne(ServiceCtx& ctx, const Account& account, uint64_t number) {
  Session* found = nullptr;
  ForEachOfAccount(ctx.state, account, [&](Session& session) {
    if (NumberOf(session) == number) found = &session;
  });
  if (found == nullptr) return ctx.Say("There is no such connection; SESSIONS lists them");
  LogOut(ctx.state, ctx.out, *found);
  ctx.Say(absl::StrCat("Connection ", number, " is logged out"));
}

}  // namespace

void Sessions(ServiceCtx& ctx) {
  const Account& account = *ctx.OwnAccount();
  ForEachOfAccount(ctx.state, account, [&](const Session& session) {
    ctx.Say(DescribeSession(ctx, account, session));
  });
  for (const CredentialRow& row : account.details->credentials) {
    if (row.kind == "app_password" || row.kind == kCertificateKind) {
      SayCredential(ctx, account, row);
    }
  }
}

void Logout(ServiceCtx& ctx) {
  const Account& account = *ctx.OwnAccount();
  uint64_t number = 0;
  if (ctx.words.empty()) {
    LogOut(ctx.state, ctx.out, ctx.user);
    return ctx.Say("You are logged out");
  }
  if (absl::SimpleAtoi(ctx.word(0), &number)) return LogOutOne(ctx, account, number);
  const bool all = absl::EqualsIgnoreCase(ctx.word(0), "ALL");
  if (!all && !absl::EqualsIgnoreCase(ctx.word(0), "OTHERS")) {
    return ctx.SaySyntax();
  }
  const std::string name = account.name();
  const size_t count = LogOutOthers(ctx.state, ctx.out, name, all ? nullptr : &ctx.session);
  ctx.Say(absl::StrCat(count, count == 1 ? " connection is" : " connections are", " logged out"));
}

}  // namespace irc
