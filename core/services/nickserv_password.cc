// NickServ PASSWD and SETPASS: another password.
#include <utility>

#include "core/kept/commit.h"
#include "core/kept/registration.h"
#include "core/opers/audit_record.h"
#include "core/opers/rights.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/texts/nickserv.h"

namespace irc {
namespace {

void AskVerifier(ServiceCtx& ctx, const Account& account, absl::string_view secret,
                 std::vector<Record> records) {
  if (const Refusal refusal = CannotBePassword(ctx.state, account.name(), secret)) {
    return AnswerRefusal(ctx, ctx.service.nick, *refusal);
  }
  ctx.Ask(MakeVerifier{.secret = std::string(secret)},
          PendingNewPassword{.account = account.id(),
                             .service = std::string(ctx.service.nick),
                             .records = std::move(records)});
}

}  // namespace

void Passwd(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.user.account);
  if (account != nullptr) AskVerifier(ctx, *account, ctx.word(0), {});
}

void Setpass(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  if (account == nullptr) return;
  if (GivesMoreThanHas(ctx.state, ctx.user, account->name())) {
    return ctx.Deny(ctx.Text(texts::kAccountGivesMorePrivileges));
  }
  AskVerifier(ctx, *account, ctx.word(1),
              {AuditRecord(ctx.state, ctx.user, "SETPASS", account->name(), "")});
}

}  // namespace irc
