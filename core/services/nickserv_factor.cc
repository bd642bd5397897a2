// NickServ 2FA and APPPASS: the second factor of an account, and passwords for programs that cannot
// give one.
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "core/kept/commit.h"
#include "core/kept/second_factor.h"
#include "core/policy/account_access.h"
#include "core/protocol/standard_replies.h"
#include "core/replies/date.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/texts/nickserv.h"

namespace irc {
namespace {

// The name of an authenticator app that is set up here; the command 2FA gives others.
constexpr absl::string_view kDefaultName = "authenticator";

// The handles of the words from `index` on: some apps show a code as two groups of digits.
std::vector<std::string> Codes(const ServiceCtx& ctx, size_t index) {
  std::vector<std::string> codes;
  for (size_t i = index; i < ctx.words.size(); ++i) codes.emplace_back(ctx.word(i));
  return codes;
}

void SayStatus(ServiceCtx& ctx, const Account& account) {
  ctx.Say(HasSecondFactor(account) ? texts::kSecondFactorIsOnHow : texts::kSecondFactorIsOffHow);
}

// A code alone.
void CompleteLogin(ServiceCtx& ctx) {
  if (ctx.session.half_login == nullptr || ctx.session.half_login->by_sasl) {
    return ctx.Say(texts::kNothingWaitsForCodeHow);
  }
  FinishHalfLogin(ctx, Codes(ctx, 0), ctx.service.nick);
}

void AddAppPassword(ServiceCtx& ctx, const FactorCtx& of) {
  const std::string scope = absl::AsciiStrToLower(ctx.word(2));
  if (!scope.empty() && scope != kReadingScope && scope != "everything") {
    return ctx.SaySyntax();
  }
  MakeAppPassword(of, ctx.word(1), scope == kReadingScope ? kReadingScope : "");
}

void DeleteAppPassword(ServiceCtx& ctx, const Account& account) {
  const CredentialRow* row = account.Credential("app_password", ctx.word(1));
  if (row == nullptr) return ctx.Say(texts::kAppPasswordIsNotYours);
  SaveAndSay(ctx, account, DropsOf(account, *row),
             ctx.Text(texts::kAppPasswordIsRemoved, row->label));
}

void ListAppPasswords(ServiceCtx& ctx, const Account& account) {
  for (const CredentialRow& row : account.details->credentials) {
    if (row.kind != "app_password") continue;
    const UseRow* use = account.LastUse(row.id);
    const std::string name =
        row.scope.empty() ? row.label : ctx.Text(texts::kAppPasswordForReading, row.label);
    const std::string since = FormatDate(row.created_at);
    if (use == nullptr) {
      ctx.Say(texts::kAppPasswordNeverUsed, name, since);
    } else {
      ctx.Say(texts::kAppPasswordLastUsed, name, since, FormatDate(use->at));
    }
  }
  ctx.Say(texts::kAppPasswordCount, account.CountCredentials("app_password"));
}

}  // namespace

void TwoFactor(ServiceCtx& ctx) {
  const std::string sub = absl::AsciiStrToUpper(ctx.word(0));
  const bool has_code = ctx.words.size() > 1;
  if (sub != "STATUS" && sub != "SETUP" && sub != "CONFIRM" && sub != "OFF" && sub != "CODES") {
    return CompleteLogin(ctx);
  }
  const Account* account = RequireFactorAccount(ctx, ctx.service.nick);
  if (account == nullptr) return;
  const FactorCtx of{ctx, *account, ctx.service.nick};
  if (sub == "STATUS") return SayStatus(ctx, *account);
  if (sub == "SETUP") {
    if (HasSecondFactor(*account)) return SayStatus(ctx, *account);
    return BeginTotp(of);
  }
  if (!has_code) return ctx.SaySyntax();
  if (sub == "CONFIRM") {
    return AddTotp(of, kDefaultName, Codes(ctx, 1), /*enables=*/!HasSecondFactor(*account));
  }
  if (sub == "OFF") return DisableSecondFactor(of, Codes(ctx, 1), /*forgets=*/true);
  RenewRecoveryCodes(of, Codes(ctx, 1));
}

void AppPass(ServiceCtx& ctx) {
  if (absl::EqualsIgnoreCase(ctx.word(0), "LIST")) return ListAppPasswords(ctx, *ctx.OwnAccount());
  const Account* account = ctx.RequireAccount(ctx.user.account);
  if (account == nullptr) return;
  if (absl::EqualsIgnoreCase(ctx.word(0), "ADD") && ctx.words.size() > 1) {
    return AddAppPassword(ctx, {ctx, *account, ctx.service.nick});
  }
  if (absl::EqualsIgnoreCase(ctx.word(0), "DEL") && ctx.words.size() > 1) {
    return DeleteAppPassword(ctx, *account);
  }
  ctx.SaySyntax();
}

}  // namespace irc
