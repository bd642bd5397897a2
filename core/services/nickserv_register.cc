// NickServ REGISTER, SAREGISTER, DROP and ERASE: the beginning and the end of an account.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/kept/channels/group_records.h"
#include "core/kept/commit.h"
#include "core/kept/registration.h"
#include "core/services/account_changes.h"
#include "core/services/confirmation.h"
#include "core/services/handlers.h"
#include "core/texts/nickserv.h"

namespace irc {
namespace {

std::string ConfirmationOf(const Account& account) {
  return ConfirmationCode(
      absl::StrCat(account.id().value, "/", absl::ToUnixMillis(account.registered_at())));
}

// Says so while a change of one of the account's groups or channels is under way: what becomes of
// these depends on it.
bool MayEndNow(ServiceCtx& ctx, const Account& account) {
  if (MayEnd(ctx.state, account.id())) return true;
  ctx.Say(texts::kAccountBelongingsAreSaved);
  return false;
}

}  // namespace

void RegisterByService(ServiceCtx& ctx) {
  MakeAccount(ctx, {.name = ctx.user.nick,
                    .email = ctx.word(1),
                    .password = ctx.word(0),
                    .service = ctx.service.nick});
}

void Saregister(ServiceCtx& ctx) {
  MakeAccount(ctx, {.name = ctx.word(0),
                    .email = ctx.word(2),
                    .password = ctx.word(1),
                    .service = ctx.service.nick,
                    .by_staff = true});
}

void DropAccount(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.user.account);
  if (account == nullptr) return;
  const std::string code = ConfirmationOf(*account);
  if (ctx.word(0) != code) {
    return ctx.Say(texts::kAccountDropNeedsCode, account->name(), code);
  }
  if (!MayEndNow(ctx, *account)) return;
  SaveAndSay(ctx, *account, DropsOf(ctx.state, *account),
             ctx.Text(texts::kAccountIsDropped, account->name()));
}

// Marks go too, because they are about a person. What is left is that the name was erased, who
// did it, and when.
void EraseAccount(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  if (account == nullptr) return;
  const std::string name = account->name();
  const std::string code = ConfirmationOf(*account);
  if (ctx.word(1) != code) {
    return ctx.Say(texts::kAccountEraseNeedsCode, name, code);
  }
  if (!MayEndNow(ctx, *account)) return;
  std::vector<Record> records = DropsOf(ctx.state, *account);
  for (const MarkRow* mark : ctx.state.staff_notes.MarksOf(ctx.state.casemapping, name)) {
    records.push_back(Drop(*mark));
  }
  for (Record& record : HoldOf(ctx, name, "erased")) records.push_back(std::move(record));
  SaveAndSay(ctx, *account, std::move(records), ctx.Text(texts::kAccountIsErased, name));
}

}  // namespace irc
