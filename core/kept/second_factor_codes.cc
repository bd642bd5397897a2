// The check of codes: at logins, and for changes of the second factor.
#include <utility>

#include "core/actions/login.h"
#include "core/kept/answer.h"
#include "core/kept/commit.h"
#include "core/kept/registration.h"
#include "core/kept/second_factor_parts.h"
#include "core/policy/account_access.h"
#include "core/protocol/numerics.h"
#include "core/protocol/sasl.h"
#include "core/protocol/standard_replies.h"
#include "core/replies/service_notice.h"
#include "core/texts/accounts.h"

namespace irc {
namespace {

// Who guesses codes knows the password, and each of a million codes is good with a chance of three.
constexpr uint64_t kWrongCodesMax = 10;
constexpr absl::Duration kWrongCodesWindow = absl::Minutes(10);

constexpr absl::Duration kHalfLoginTime = absl::Minutes(5);

// Whether the account has had so many wrong codes that no more are checked now.
bool HasTriedTooOften(State& state, AccountId account) {
  const auto found = state.factor_tries.find(account.value);
  if (found == state.factor_tries.end()) return false;
  if (state.now >= found->second.since + kWrongCodesWindow) {
    state.factor_tries.erase(found);
    return false;
  }
  return found->second.wrong >= kWrongCodesMax;
}

void CountWrongCode(State& state, AccountId account) {
  FactorTries& tries = state.factor_tries[account.value];
  if (tries.wrong++ == 0) tries.since = state.now;
}

// Ends an exchange of AUTHENTICATE. `refusal`: the reason, for the client.
void FailSasl(SessionCtx& ctx, std::string account, absl::string_view why, const Message& refusal) {
  ctx.session.sasl = nullptr;
  ctx.session.half_login = nullptr;
  ctx.Note(AuditKind::kLoginFailed,
           {{"method", "SASL"}, {"name", std::move(account)}, {"why", std::string(why)}});
  ctx.Reply(refusal);
  ctx.Reply(kErrSaslFail());
  CountFailedLogin(ctx);
}

bool IsOfSasl(const PendingCode& pending) {
  return pending.purpose == "login" && pending.service.empty();
}

void AnswerWrongCode(SessionCtx& ctx, const PendingCode& pending, const Account& account) {
  if (pending.credential.value == 0) CountWrongCode(ctx.state, account.id());
  if (IsOfSasl(pending)) return FailSasl(ctx, account.name(), kWrongCode, kFail2faWrong());
  ctx.Note(
      AuditKind::kLoginFailed,
      {{"method", pending.service}, {"name", account.name()}, {"why", std::string(kWrongCode)}});
  AnswerRefusal(ctx, pending.service, kFail2faWrong());
  CountFailedLogin(ctx);
}

// Keeps that the code was used: the shell knows it already.
void NoteUsedCode(SessionCtx& ctx, const Account& account, const PasswordChecked& checked) {
  const CredentialRow* found = account.Credential(checked.credential);
  // A change under way may be about this row, and would be undone.
  if (found == nullptr || checked.replacement.empty() || IsChanging(ctx.state, account.id())) {
    return;
  }
  CredentialRow row = *found;
  row.verifier = checked.replacement;
  ctx.out.output().stores.push_back(Put(std::move(row)));
}

void CompleteLogin(SessionCtx& ctx, const Account& account) {
  if (ctx.session.half_login == nullptr || ctx.session.half_login->account != account.name()) {
    return;  // aborted
  }
  const HalfLogin half = *ctx.session.half_login;
  ctx.session.half_login = nullptr;
  if (half.by_sasl) ctx.session.sasl = nullptr;
  if (const std::string why = WhyNoLogin(ctx.state, account); !why.empty()) {
    ctx.Note(
        AuditKind::kLoginFailed,
        {{"method", half.method}, {"name", account.name()}, {"why", std::string(kRefusedAccount)}});
    if (half.by_sasl) return ctx.Reply(kErrSaslRefused(why));
    return AnswerLine(ctx, NickServ(ctx.state), why);
  }
  const std::string name = account.name();
  ctx.Note(AuditKind::kLoggedIn, {{"method", half.method}, {"name", name}});
  LogIn(ctx.state, ctx.out, ctx.session, name,
        {.method = half.method, .credential = half.credential, .second_factor = true});
  if (half.by_sasl) ctx.Reply(kRplSaslSuccess());
}

}  // namespace

void AskCode(SessionCtx& ctx, PendingCode pending, std::vector<std::string> secrets,
             bool is_base64) {
  if (pending.credential.value == 0 && HasTriedTooOften(ctx.state, pending.account)) {
    if (!IsOfSasl(pending)) return AnswerRefusal(ctx, pending.service, kFail2faOften());
    return FailSasl(ctx, ctx.session.half_login->account, kWrongCode, kFail2faOften());
  }
  CheckFactor check{.account = pending.account,
                    .credential = pending.credential,
                    .secrets = std::move(secrets),
                    .is_base64 = is_base64};
  ctx.Ask(std::move(check), std::move(pending));
}

void AskForSecondFactor(SessionCtx& ctx, const Account& account, HalfLogin half) {
  const bool by_sasl = half.by_sasl;
  const std::string name = account.name();
  if (TotpOf(account, "") == nullptr) {
    if (by_sasl) return FailSasl(ctx, name, kCodeNeeded, kFail2faNone());
    return AnswerRefusal(ctx, NickServ(ctx.state), kFail2faNone());
  }
  if (by_sasl && !ctx.session.caps.Has(Cap::kAccount2fa)) {
    return FailSasl(ctx, name, kCodeNeeded,
                    Message("NOTICE")
                        .Param(NickOf(ctx.state, ctx.session))
                        .Trailing(ctx.Text(texts::kCodeNeededBySasl)));
  }
  half.deadline = ctx.state.now + kHalfLoginTime;
  ctx.session.half_login = std::make_unique<HalfLogin>(std::move(half));
  if (by_sasl) {
    ctx.session.sasl = nullptr;
    return ctx.Reply(Message("AUTHENTICATE").Param(kSaslCodeNeeded));
  }
  if (ctx.session.sasl != nullptr && ctx.session.sasl->mechanism == kSaslCode) {
    ctx.session.sasl = nullptr;
  }
  AnswerLine(ctx, NickServ(ctx.state), ctx.Text(texts::kCodeNeeded));
}

void FinishHalfLogin(SessionCtx& ctx, std::vector<std::string> secrets, absl::string_view service) {
  const HalfLogin& half = *ctx.session.half_login;
  const Account* account = FindAccount(ctx.state, half.account);
  if (account == nullptr || half.deadline <= ctx.state.now) {
    if (half.by_sasl) return FailSasl(ctx, half.account, kWrongCode, kFail2faNoChallenge());
    ctx.session.half_login = nullptr;
    return AnswerLine(ctx, service, ctx.Text(texts::kCodeTooLate));
  }
  AskCode(ctx,
          {.purpose = "login",
           .account = account->id(),
           .credential = {},
           .label = "",
           .service = std::string(service)},
          std::move(secrets), half.by_sasl);
}

void OnFactorChecked(SessionCtx& ctx, const PendingCode& pending, const PasswordChecked& checked) {
  const Account* account = ctx.state.accounts.Find(pending.account);
  if (account == nullptr) {
    if (IsOfSasl(pending)) return FailSasl(ctx, "", kUnknownName, kFail2faUnavailable());
    return AnswerRefusal(ctx, pending.service, kFail2faUnavailable());
  }
  if (!checked.ok) return AnswerWrongCode(ctx, pending, *account);
  ctx.state.factor_tries.erase(pending.account.value);
  if (pending.credential.value == 0) NoteUsedCode(ctx, *account, checked);
  if (pending.purpose == "login") return CompleteLogin(ctx, *account);
  if (IsChanging(ctx.state, account->id())) {
    return AnswerRefusal(ctx, pending.service, kFail2faUnavailable());
  }
  const FactorCtx of{ctx, *account, pending.service};
  if (pending.purpose == "codes") return ShowNewRecoveryCodes(of);
  if (pending.purpose == "disable") return TurnSecondFactorOff(of, /*forgets=*/false);
  if (pending.purpose == "off") return TurnSecondFactorOff(of, /*forgets=*/true);
  ConfirmTotp(of, pending, checked.replacement);
}

}  // namespace irc
