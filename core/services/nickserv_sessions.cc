// NickServ SESSIONS and LOGOUT: the connections that are logged in to an account, and with what.
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/actions/login.h"
#include "core/kept/certificates.h"
#include "core/replies/date.h"
#include "core/replies/duration.h"
#include "core/services/handlers.h"
#include "core/texts/nickserv.h"

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

std::string DescribeCredential(const ServiceCtx& ctx, const CredentialRow& row) {
  if (row.kind == "app_password") {
    const std::string name =
        row.scope.empty() ? row.label : ctx.Text(texts::kAppPasswordForReading, row.label);
    return ctx.Text(texts::kLoginAppPassword, name);
  }
  const absl::string_view name = NameOfCertificate(row);
  return ctx.Text(IsPending(row) ? texts::kLoginCertificateNotShown : texts::kLoginCertificate,
                  absl::StrCat(row.label, name.empty() ? "" : " ", name));
}

// With what the session has logged in.
std::string DescribeLogin(const ServiceCtx& ctx, const Account& account,
                          const SessionLogin& login) {
  const std::string at = FormatDate(login.at);
  const CredentialRow* row = account.Credential(login.credential);
  if (row == nullptr) {
    return login.method.empty() ? ctx.Text(texts::kLoginSince, at)
                                : ctx.Text(texts::kLoginSinceBy, at, login.method);
  }
  const std::string credential = DescribeCredential(ctx, *row);
  return login.method.empty() ? ctx.Text(texts::kLoginSinceWith, at, credential)
                              : ctx.Text(texts::kLoginSinceByWith, at, login.method, credential);
}

std::string DescribeSession(const ServiceCtx& ctx, const Account& account, const Session& session) {
  std::vector<std::string> details;
  if (session.login != nullptr) details.push_back(DescribeLogin(ctx, account, *session.login));
  if (session.registered()) {
    const absl::Duration idle =
        absl::Floor(ctx.state.now - UserOf(ctx.state, session.user).active_at, absl::Minutes(1));
    if (idle > absl::ZeroDuration()) {
      details.push_back(ctx.Text(texts::kConnectionIsIdle, FormatBanDuration(idle)));
    }
  }
  const uint64_t number = NumberOf(session);
  const absl::string_view nick = NickOf(ctx.state, session);
  const std::string& address = session.peer.ip;
  return details.empty() ? ctx.Text(texts::kConnection, number, nick, address)
                         : ctx.Text(texts::kConnectionWith, number, nick, address,
                                    absl::StrJoin(details, ", "));
}

void SayCredential(ServiceCtx& ctx, const Account& account, const CredentialRow& row) {
  const UseRow* use = account.LastUse(row.id);
  const std::string credential = DescribeCredential(ctx, row);
  if (use == nullptr) return ctx.Say(texts::kCredentialNeverUsed, credential);
  ctx.Say(texts::kCredentialLastUsed, credential, FormatDate(use->at), use->address);
}

void LogOutOne(ServiceCtx& ctx, const Account& account, uint64_t number) {
  Session* found = nullptr;
  ForEachOfAccount(ctx.state, account, [&](Session& session) {
    if (NumberOf(session) == number) found = &session;
  });
  if (found == nullptr) return ctx.Say(texts::kConnectionIsNone);
  LogOut(ctx.state, ctx.out, *found);
  ctx.Say(texts::kConnectionIsLoggedOut, number);
}

}  // namespace

void Sessions(ServiceCtx& ctx) {
  const Account& account = *ctx.OwnAccount();
  ForEachOfAccount(ctx.state, account, [&](const Session& session) {
    const std::string text = DescribeSession(ctx, account, session);
    if (session.id == ctx.session.id) return ctx.Say(texts::kConnectionOfYours, text);
    ctx.SayFilled(text);
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
    return ctx.Say(texts::kLoggedOut);
  }
  if (absl::SimpleAtoi(ctx.word(0), &number)) return LogOutOne(ctx, account, number);
  const bool all = absl::EqualsIgnoreCase(ctx.word(0), "ALL");
  if (!all && !absl::EqualsIgnoreCase(ctx.word(0), "OTHERS")) {
    return ctx.SaySyntax();
  }
  const std::string name = account.name();
  const size_t count = LogOutOthers(ctx.state, ctx.out, name, all ? nullptr : &ctx.session);
  ctx.Say(texts::kConnectionsAreLoggedOut.Of(count), count);
}

}  // namespace irc
