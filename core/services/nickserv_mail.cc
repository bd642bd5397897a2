// NickServ VERIFY, RESEND, SENDPASS, RESETPASS and SET EMAIL: what goes by mail.
#include <utility>

#include "core/kept/commit.h"
#include "core/kept/mail_codes.h"
#include "core/kept/password_reset.h"
#include "core/kept/registration.h"
#include "core/kept/verification.h"
#include "core/policy/account_access.h"
#include "core/protocol/email.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/texts/accounts.h"
#include "core/texts/common.h"
#include "core/texts/nickserv.h"

namespace irc {
namespace {

// The account that the user means: the one that it names, its own, or that of its nick.
absl::string_view NameMeant(const ServiceCtx& ctx, bool is_named) {
  if (is_named) return ctx.word(0);
  return ctx.user.has_account() ? absl::string_view(ctx.user.account) : ctx.user.nick;
}

// Has the row kept, and tells the owner of the address that the account had until now.
void ChangeAddress(ServiceCtx& ctx, const Account& account, AccountRow row, std::string text) {
  const std::string before(account.email());
  PendingCommit commit{
      .account = account.name(), .service = std::string(ctx.service.nick), .text = std::move(text)};
  if (ctx.state.config.mail && !before.empty() && NormalEmail(before) != NormalEmail(row.email)) {
    commit.mails.push_back(
        {.kind = MailKind::kAddressChanged, .account = account.name(), .to = before});
  }
  commit.records.push_back(Put(std::move(row)));
  AskCommit(ctx, std::move(commit));
}

// The address counts when its owner has told the code that is mailed to it.
void WantAddress(ServiceCtx& ctx, const Account& account, AccountRow row) {
  if (const std::string why = WhyNoMail(ctx, account); !why.empty()) return ctx.SayFilled(why);
  row.wanted_email = std::string(ctx.word(1));
  AskCommit(ctx, {.records = {Put(std::move(row))},
                  .account = account.name(),
                  .service = std::string(ctx.service.nick),
                  .verify = true});
}

}  // namespace

void VerifyByService(ServiceCtx& ctx) {
  Verify(ctx, NameMeant(ctx, ctx.words.size() > 1), ctx.words.back(), ctx.service.nick);
}

void Resend(ServiceCtx& ctx) {
  AskForVerificationAgain(ctx, NameMeant(ctx, !ctx.words.empty()), std::string(ctx.service.nick));
}

void Sendpass(ServiceCtx& ctx) { AskForReset(ctx, ctx.word(0), ctx.service.nick); }

void Resetpass(ServiceCtx& ctx) {
  if (const Refusal refusal = CannotBePassword(ctx.state, ctx.word(0), ctx.word(2))) {
    return AnswerRefusal(ctx, ctx.service.nick, *refusal);
  }
  TellResetCode(ctx, ctx.word(0), ctx.word(1), ctx.word(2), ctx.service.nick);
}

void SetEmail(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.user.account);
  if (account == nullptr) return;
  if (!MayChangeCredentials(ctx.session, *account)) return ctx.Say(texts::kNotByAppPassword);
  const absl::string_view email = ctx.word(1);
  AccountRow row = account->row();
  row.wanted_email.clear();
  if (email.empty()) {
    if (ctx.state.config.account_email_required) {
      return ctx.Say(texts::kMailAddressIsNeeded);
    }
    row.email.clear();
    return ChangeAddress(ctx, *account, std::move(row), ctx.Text(texts::kMailAddressIsNone));
  }
  if (const Refusal refusal = CannotBeEmail(ctx.state, account->name(), email, account)) {
    return AnswerRefusal(ctx, ctx.service.nick, *refusal);
  }
  if (ctx.state.config.mail) return WantAddress(ctx, *account, std::move(row));
  row.email = std::string(email);
  ChangeAddress(ctx, *account, std::move(row), ctx.Text(texts::kMailAddressIs, email));
}

}  // namespace irc
