#include "core/kept/proved_account.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/actions/login.h"
#include "core/kept/commit.h"
#include "core/opers/rights.h"
#include "core/policy/account_access.h"
#include "core/policy/defcon.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/replies/service_notice.h"
#include "core/texts/accounts.h"
#include "core/texts/common.h"

namespace irc {

std::string MakeProvedAccount(SessionCtx& ctx, const std::string& name, absl::string_view service) {
  State& state = ctx.state;
  if (IsBarred(state, Defcon::kNoNewAccounts)) return ctx.Text(texts::kClosedByStaff);
  if (!IsValidNick(state.casemapping, name, state.config.limits.nick_bytes) ||
      IsReservedNick(state, name, nullptr)) {
    return ctx.Text(texts::kProvedIsNoNick);
  }
  if (FindHoldAgainst(state, name) != nullptr) {
    return ctx.Text(texts::kProvedIsHeld);
  }
  // Who has it becomes that operator, which is for this server to grant.
  if (IsOfOperator(state, name)) return ctx.Text(texts::kProvedIsOfOperator);
  if (state.accounts.OwnerOf(Fold(state.casemapping, name)) != nullptr) {
    return ctx.Text(texts::kProvedIsOfAnother);
  }
  if (LooksLikeNickOfAnother(state, name, nullptr)) {
    return ctx.Text(texts::kProvedLooksLikeAnother);
  }
  if (IsBeingTaken(state, name)) return ctx.Text(texts::kProvedIsSaved);
  PendingCommit commit{.account = name, .service = std::string(service), .proved = true};
  commit.records.push_back(Put(AccountRow{.id = state.last_ids.NextAccount(),
                                          .name = name,
                                          .registered_at = state.now,
                                          .verified_at = state.now}));
  AskCommit(ctx, std::move(commit));
  return "";
}

void OnProvedAccount(SessionCtx& ctx, const PendingCommit& pending, bool ok) {
  const bool sasl = pending.service == kSaslAnswer;
  if (sasl && ctx.session.sasl == nullptr) return;  // aborted
  if (sasl) ctx.session.sasl = nullptr;
  const Account* account = ok ? FindAccount(ctx.state, pending.account) : nullptr;
  if (account == nullptr) {
    const std::string why = ctx.Text(texts::kProvedIsNotSaved);
    if (sasl) return ctx.Reply(kErrSaslRefused(why));
    return ReplyFromService(ctx, pending.service, why);
  }
  const std::string name = account->name();
  const std::string method = sasl ? "SASL" : absl::StrCat(pending.service, " IDENTIFY");
  ctx.Note(AuditKind::kLoggedIn, {{"method", method}, {"name", name}});
  LogIn(ctx.state, ctx.out, ctx.session, name, {.method = method, .credential = {}});
  if (sasl) ctx.Reply(kRplSaslSuccess());
}

}  // namespace irc
