// NickServ GROUP and UNGROUP: further nicks of an account.
#include "core/kept/commit.h"
#include "core/policy/account_access.h"
#include "core/policy/defcon.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/texts/common.h"
#include "core/texts/nickserv.h"

namespace irc {

void GroupNick(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.user.account);
  if (account == nullptr) return;
  const std::string& nick = ctx.user.nick;
  const Account* owner = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, nick));
  if (owner == account) return ctx.Say(texts::kNickIsYours, nick);
  if (LooksLikeNickOfAnother(ctx.state, nick, account) || IsBeingTaken(ctx.state, nick)) {
    return ctx.Say(texts::kNickIsOfAnother, nick);
  }
  if (FindHoldAgainst(ctx.state, nick) != nullptr) {
    return ctx.Say(texts::kNickIsHeld, nick);
  }
  if (IsBarred(ctx.state, Defcon::kNoNewAccounts)) return ctx.Say(texts::kClosedByStaff);
  if (FindForbid(ctx.state, kForbidNick, nick) != nullptr) {
    return ctx.Say(texts::kNickIsForbidden, nick);
  }
  if (account->details->nicks.size() >=
      static_cast<size_t>(ctx.state.config.limits.account_nicks)) {
    return ctx.Say(texts::kNicksAreTooMany);
  }
  SaveAndSay(ctx, *account,
             {Put(NickRow{.nick = nick, .account = account->id(), .grouped_at = ctx.state.now})},
             ctx.Text(texts::kNickIsGrouped, nick));
}

void Ungroup(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.user.account);
  if (account == nullptr) return;
  const Folded nick = Fold(ctx.state.casemapping,
                           ctx.words.empty() ? absl::string_view(ctx.user.nick) : ctx.word(0));
  if (nick == Fold(ctx.state.casemapping, account->name())) {
    return ctx.Say(texts::kNickIsNameOfAccount);
  }
  for (const NickRow& row : account->details->nicks) {
    if (Fold(ctx.state.casemapping, row.nick) != nick) continue;
    return SaveAndSay(ctx, *account, {Drop(row)}, ctx.Text(texts::kNickIsUngrouped, row.nick));
  }
  ctx.Say(texts::kNickIsNotOfAccount);
}

}  // namespace irc
