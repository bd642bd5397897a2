// NickServ SUSPEND, UNSUSPEND, FREEZE and RENAME, for operators.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/kept/commit.h"
#include "core/opers/rights.h"
#include "core/policy/account_access.h"
#include "core/protocol/names.h"
#include "core/replies/duration.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/texts/nickserv.h"

namespace irc {

void Suspend(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  if (account == nullptr) return;
  const std::optional<absl::Duration> given =
      ctx.words.size() > 2 ? ParseBanDuration(ctx.word(1)) : std::nullopt;
  const std::string reason = ctx.WordsFrom(given.has_value() ? 2 : 1);
  const absl::Time until = given.has_value() ? ctx.state.now + *given : absl::InfiniteFuture();
  SaveAndSay(ctx, *account,
             {Put(SuspensionRow{.account = account->id(),
                                .by = ctx.user.mask(),
                                .reason = reason,
                                .set_at = ctx.state.now,
                                .expires_at = until})},
             given.has_value() ? ctx.Text(texts::kAccountIsSuspendedFor, account->name(),
                                          FormatBanDuration(*given))
                               : ctx.Text(texts::kAccountIsSuspended, account->name()),
             "", reason);
}

void Unsuspend(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  if (account == nullptr) return;
  if (account->details->suspension == nullptr) {
    return ctx.Say(texts::kAccountIsNotSuspended, account->name());
  }
  SaveAndSay(ctx, *account, {Drop(SuspensionRow{.account = account->id()})},
             ctx.Text(texts::kAccountIsOpen, account->name()));
}

// FREEZE <account> ON [<reason>] | OFF
void Freeze(ServiceCtx& ctx) {
  const bool on = absl::EqualsIgnoreCase(ctx.word(1), "ON");
  if (!on && !absl::EqualsIgnoreCase(ctx.word(1), "OFF")) {
    return ctx.SaySyntax();
  }
  const Account* account = ctx.RequireAccount(ctx.word(0));
  if (account == nullptr) return;
  if (IsFrozen(*account) == on) {
    return ctx.Say(on ? texts::kAccountIsFrozenAlready : texts::kAccountIsNotFrozen,
                   account->name());
  }
  const SettingRow row{.account = account->id(), .key = std::string(kFrozen), .value = "on"};
  SaveAndSay(ctx, *account, {on ? Put(row) : Drop(row)},
             ctx.Text(on ? texts::kAccountIsFrozenNow : texts::kAccountIsThawed, account->name()),
             "",
             absl::StrCat(on ? "ON" : "OFF", ctx.words.size() > 2 ? " " : "", ctx.WordsFrom(2)));
}

void RenameAccount(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  if (account == nullptr) return;
  const std::string name(ctx.word(1)), before = account->name();
  const Folded folded = Fold(ctx.state.casemapping, name);
  if (!IsValidNick(ctx.state.casemapping, name, ctx.state.config.limits.nick_bytes)) {
    return ctx.Say(texts::kNameIsNone, SafeParam(name).safe());
  }
  if (name == before) return ctx.Say(texts::kAccountNameIsTheSame);
  if (GivesMoreThanHas(ctx.state, ctx.user, name)) {
    return ctx.Deny(ctx.Text(texts::kAccountGivesMorePrivileges));
  }
  if (FindHoldAgainst(ctx.state, name) != nullptr) {
    return ctx.Say(texts::kNameIsHeldByStaff, name);
  }
  const Account* owner = ctx.state.accounts.OwnerOf(folded);
  if ((owner != nullptr && owner != account) || IsBeingTaken(ctx.state, name) ||
      LooksLikeNickOfAnother(ctx.state, name, account)) {
    return ctx.Say(texts::kNameIsOfAnother, name);
  }
  std::vector<Record> records;
  for (const NickRow& nick : account->details->nicks) {
    if (Fold(ctx.state.casemapping, nick.nick) == folded) records.push_back(Drop(nick));
  }
  AccountRow row = account->row();
  row.name = name;
  records.push_back(Put(row));
  SaveAndSay(ctx, *account, std::move(records), ctx.Text(texts::kAccountIsRenamed, before, name),
             "", name);
}

}  // namespace irc
