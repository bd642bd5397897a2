// NickServ GROUP and UNGROUP: further nicks of an account.
#include "absl/strings/str_cat.h"
#include "core/kept/commit.h"
#include "core/policy/account_access.h"
#include "core/policy/defcon.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"

namespace irc {

void GroupNick(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.user.account);
  if (account == nullptr) return;
  const std::string& nick = ctx.user.nick;
  const Account* owner = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, nick));
  if (owner == account) return ctx.Say(absl::StrCat("The nick ", nick, " is yours already"));
  if (LooksLikeNickOfAnother(ctx.state, nick, account) || IsBeingTaken(ctx.state, nick)) {
    return ctx.Say(absl::StrCat("The nick ", nick, " belongs to somebody else"));
  }
  if (FindHoldAgainst(ctx.state, nick) != nullptr) {
    return ctx.Say(absl::StrCat("The staff holds the nick ", nick, ", so that nobody has it"));
  }
  if (IsBarred(ctx.state, Defcon::kNoNewAccounts)) return ctx.Say(kBarredByDefcon);
  if (FindForbid(ctx.state, kForbidNick, nick) != nullptr) {
    return ctx.Say(absl::StrCat("The nick ", nick, " is forbidden"));
  }
  if (account->details->nicks.size() >=
      static_cast<size_t>(ctx.state.config.limits.account_nicks)) {
    return ctx.Say("Your account has as many nicks as it may have");
  }
  SaveAndSay(ctx, *account,
             {Put(NickRow{.nick = nick, .account = account->id(), .grouped_at = ctx.state.now})},
             absl::StrCat("The nick ", nick, " belongs to your account now"));
}

void Ungroup(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.user.account);
  if (account == nullptr) return;
  const Folded nick = Fold(ctx.state.casemapping,
                           ctx.words.empty() ? absl::string_view(ctx.user.nick) : ctx.word(0));
  if (nick == Fold(ctx.state.casemapping, account->name())) {
    return ctx.Say("That is the name of the account, which stays");
  }
  for (const NickRow& row : account->details->nicks) {
    if (Fold(ctx.state.casemapping, row.nick) != nick) continue;
    return SaveAndSay(ctx, *account, {Drop(row)}, absl::StrCat("The nick ", row.nick, " is free"));
  }
  ctx.Say("That nick does not belong to your account");
}

}  // namespace irc
