// Credentials that the shell has made of random bytes: kept, and then shown to their owner once.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/kept/answer.h"
#include "core/kept/commit.h"
#include "core/kept/second_factor_parts.h"
#include "core/protocol/standard_replies.h"
#include "core/texts/accounts.h"

namespace irc {
namespace {

// A secret that nobody confirms is worth nothing.
constexpr absl::Duration kTrialTime = absl::Minutes(15);

// In lines, so that a client shows each as a whole.
constexpr size_t kCodesOfLine = 5;

// The row of the new credential, which replaces the one that `old` is.
CredentialRow NewRow(State& state, const PendingFactor& pending, const FactorMade& made,
                     const CredentialRow* old) {
  return {.id = old == nullptr ? state.last_ids.NextCredential() : old->id,
          .account = pending.account,
          .kind = pending.kind,
          .label = pending.label,
          .scope = pending.scope,
          .verifier = made.verifier,
          .created_at = state.now};
}

// `shown`: the secret, the challenge of the draft and, when it is short enough, the URI.
PendingCommit OfTotp(const FactorCtx& of, const PendingFactor& pending, const FactorMade& made) {
  const CredentialRow* old = nullptr;
  for (const CredentialRow& row : of.account.details->credentials) {
    if (row.kind == "totp" && row.scope == kPendingScope) old = &row;
  }
  CredentialRow row = NewRow(of.ctx.state, pending, made, old);
  row.scope = std::string(kPendingScope);
  row.expires_at = of.ctx.state.now + kTrialTime;
  PendingCommit commit{.records = {Put(std::move(row))}};
  if (IsCommand(of.service)) {
    commit.text =
        absl::StrCat("NOTE REGISTRATION_CHALLENGE totp ", made.shown[1], " :Add it with a code");
    return commit;
  }
  commit.lines.push_back(of.ctx.Text(texts::kTotpSecret, made.shown[0]));
  if (made.shown.size() > 2) {
    commit.lines.push_back(of.ctx.Text(texts::kTotpUri, made.shown[2]));
  }
  commit.text = of.ctx.Text(texts::kTotpConfirm, of.service);
  return commit;
}

PendingCommit OfRecoveryCodes(const FactorCtx& of, const PendingFactor& pending,
                              const FactorMade& made) {
  const CredentialRow* old = of.account.Credential("recovery_code", "");
  PendingCommit commit{.records = {Put(NewRow(of.ctx.state, pending, made, old))}};
  if (pending.enables) commit.records.push_back(SecondFactorSwitch(of.account, true));
  commit.logs_out_others = pending.enables;
  if (IsCommand(of.service)) {
    commit.lines.push_back(absl::StrCat("NOTE RECOVERY_CODES :", absl::StrJoin(made.shown, " ")));
    commit.text = "ENABLE SUCCESS :The second factor is on";
    return commit;
  }
  commit.lines.push_back(of.ctx.Text(texts::kRecoveryCodesShown));
  for (size_t i = 0; i < made.shown.size(); i += kCodesOfLine) {
    const auto begin = made.shown.begin() + static_cast<ptrdiff_t>(i);
    const size_t count = std::min(kCodesOfLine, made.shown.size() - i);
    commit.lines.push_back(
        of.ctx.Text(texts::kRecoveryCodesLine,
                    absl::StrJoin(begin, begin + static_cast<ptrdiff_t>(count), " ")));
  }
  commit.text =
      of.ctx.Text(pending.enables ? texts::kSecondFactorIsOn : texts::kRecoveryCodesAreVoid);
  return commit;
}

PendingCommit OfAppPassword(const FactorCtx& of, const PendingFactor& pending,
                            const FactorMade& made) {
  PendingCommit commit{.records = {Put(NewRow(of.ctx.state, pending, made, nullptr))}};
  commit.lines.push_back(of.ctx.Text(texts::kAppPasswordIsShown, pending.label, made.shown[0]));
  commit.text = of.ctx.Text(texts::kAppPasswordIsShownOnce, of.account.name());
  return commit;
}

}  // namespace

void OnFactorMade(SessionCtx& ctx, const PendingFactor& pending, const FactorMade& made) {
  const Account* account = ctx.state.accounts.Find(pending.account);
  const size_t needed = pending.kind == "totp" ? 2 : 1;
  if (account == nullptr || IsChanging(ctx.state, account->id()) || made.verifier.empty() ||
      made.shown.size() < needed) {
    return AnswerRefusal(ctx, pending.service, kFail2faUnavailable());
  }
  const FactorCtx of{ctx, *account, pending.service};
  PendingCommit commit = pending.kind == "totp"            ? OfTotp(of, pending, made)
                         : pending.kind == "recovery_code" ? OfRecoveryCodes(of, pending, made)
                                                           : OfAppPassword(of, pending, made);
  commit.account = account->name();
  commit.service = pending.service;
  AskCommit(ctx, std::move(commit));
}

}  // namespace irc
