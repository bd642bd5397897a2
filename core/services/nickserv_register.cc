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

namespace irc {
namespace {

std::string ConfirmationOf(const Account& account) {
  return ConfirmationCode(
      absl::StrCat(account.id().value, "/", absl::ToUnixMillis(account.row.registered_at)));
}

// Says so while a change of one of the account's groups or channels is under way: what becomes of
// these depends on it.
bool AreOthersChanging(ServiceCtx& ctx, const Account& account) {
  const bool groups = AnyGroupIsChanging(ctx.state, account.id());
  if (!groups && !AnyChannelIsChanging(ctx.state, account.id())) return false;
  ctx.Say(absl::StrCat("A change of a ", groups ? "group" : "channel",
                       " of the account is being saved; try again in a moment"));
  return true;
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
    return ctx.Say(absl::StrCat("This ends the account ", account->name(),
                                " for good. If you mean it, write: DROP ", code));
  }
  if (AreOthersChanging(ctx, *account)) return;
  SaveAndSay(ctx, *account, DropsOf(ctx.state, *account),
             absl::StrCat("The account ", account->name(), " is dropped"));
}

// Marks go too, because they are about a person. What is left is that the name was erased, who
// did it, and when.
void EraseAccount(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  if (account == nullptr) return;
  const std::string name = account->name();
  const std::string code = ConfirmationOf(*account);
  if (ctx.word(1) != code) {
    return ctx.Say(absl::StrCat("This erases the account ", name,
                                " for good. If you mean it, write: ERASE ", name, " ", code));
  }
  if (AreOthersChanging(ctx, *account)) return;
  std::vector<Record> records = DropsOf(ctx.state, *account);
  for (const MarkRow* mark : ctx.state.staff_notes.MarksOf(ctx.state.casemapping, name)) {
    records.push_back(Drop(*mark));
  }
  for (Record& record : HoldOf(ctx, name, "erased")) records.push_back(std::move(record));
  SaveAndSay(ctx, *account, std::move(records), absl::StrCat("The account ", name, " is erased"));
}

}  // namespace irc
