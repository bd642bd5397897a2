#include "core/kept/second_factor.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/actions/login.h"
#include "core/kept/answer.h"
#include "core/kept/commit.h"
#include "core/kept/second_factor_parts.h"
#include "core/policy/account_access.h"
#include "core/protocol/secret_handle.h"
#include "core/protocol/standard_replies.h"
#include "core/texts/accounts.h"

namespace irc {
namespace {

constexpr size_t kNameBytesMax = 32;
constexpr size_t kCodeDigits = 6;

void Refuse(const FactorCtx& of, const Message& refusal) {
  AnswerRefusal(of.ctx, of.service, refusal);
}

size_t CountTotps(const Account& account) {
  const std::vector<CredentialRow>& all = account.details->credentials;
  return static_cast<size_t>(std::count_if(all.begin(), all.end(), [](const CredentialRow& row) {
    return row.kind == "totp" && row.scope.empty();
  }));
}

// The names of credentials are words, so that lists of them can be read.
bool IsName(absl::string_view name) {
  return !name.empty() && name.size() <= kNameBytesMax && name.front() != ':' &&
         std::all_of(name.begin(), name.end(),
                     [](unsigned char c) { return c > ' ' && c != 0x7f && c != ','; });
}

// The new secret that waits for a code; null: there is none, or it is too old.
const CredentialRow* OnTrial(const State& state, const Account& account) {
  const CredentialRow* row = TotpOf(account, kPendingScope);
  return row == nullptr || row->expires_at <= state.now ? nullptr : row;
}

void AskForFactor(const FactorCtx& of, PendingFactor pending) {
  pending.account = of.account.id();
  pending.service = std::string(of.service);
  MakeFactor make{.kind = pending.kind, .account = of.account.id(), .name = of.account.name()};
  of.ctx.Ask(std::move(make), std::move(pending));
}

// Has a code of what is in force checked.
void AskForProof(const FactorCtx& of, absl::string_view purpose, std::vector<std::string> secrets) {
  if (!HasSecondFactor(of.account)) return Refuse(of, kFail2faDisabled());
  AskCode(of.ctx,
          {.purpose = std::string(purpose),
           .account = of.account.id(),
           .credential = {},
           .label = "",
           .service = std::string(of.service)},
          std::move(secrets));
}

}  // namespace

Record SecondFactorSwitch(const Account& account, bool on) {
  SettingRow row{.account = account.id(), .key = "2FA", .value = "on"};
  return on ? Put(std::move(row)) : Drop(std::move(row));
}

const Account* RequireFactorAccount(SessionCtx& ctx, absl::string_view service) {
  const absl::string_view name = AccountOf(ctx.state, ctx.session);
  const Account* account = name.empty() ? nullptr : FindAccount(ctx.state, name);
  if (account == nullptr) {
    AnswerRefusal(ctx, service, kFail2faNotLoggedIn());
    return nullptr;
  }
  if (account->configured) {
    AnswerRefusal(ctx, service, kFail2faConfigured());
    return nullptr;
  }
  if (!MayChangeCredentials(ctx.session, *account)) {
    AnswerRefusal(ctx, service, kFail2faForbidden());
    return nullptr;
  }
  if (IsChanging(ctx.state, account->id())) {
    AnswerRefusal(ctx, service, kFail2faUnavailable());
    return nullptr;
  }
  return account;
}

void BeginTotp(const FactorCtx& of) {
  const auto most = static_cast<size_t>(of.ctx.state.config.limits.account_totps);
  if (CountTotps(of.account) >= most) return Refuse(of, kFail2faFull());
  AskForFactor(of, {.kind = "totp"});
}

void AddTotp(const FactorCtx& of, absl::string_view label, std::vector<std::string> secrets,
             bool enables) {
  const CredentialRow* row = OnTrial(of.ctx.state, of.account);
  if (row == nullptr) return Refuse(of, kFail2faNoChallenge());
  if (!IsName(label)) return Refuse(of, kFail2faName(SafeParam(label)));
  size_t digits = 0;
  for (const std::string& secret : secrets) digits += LengthOfSecret(secret).value_or(0);
  if (digits != kCodeDigits) return Refuse(of, kFail2faData());
  AskCode(of.ctx,
          {.purpose = enables ? "confirm" : "add",
           .account = of.account.id(),
           .credential = row->id,
           .label = std::string(label),
           .service = std::string(of.service)},
          std::move(secrets));
}

void RemoveTotp(const FactorCtx& of, absl::string_view id) {
  uint64_t number = 0;
  const CredentialRow* row =
      absl::SimpleAtoi(id, &number) ? of.account.Credential(CredentialId{number}) : nullptr;
  if (row == nullptr || row->kind != "totp" || !row->scope.empty()) {
    return Refuse(of, kFail2faCredential(SafeParam(id)));
  }
  if (HasSecondFactor(of.account) && CountTotps(of.account) == 1) {
    return Refuse(of, kFail2faLast(SafeParam(id)));
  }
  AskCommit(of.ctx, {.records = DropsOf(of.account, *row),
                     .account = of.account.name(),
                     .service = std::string(of.service),
                     .text = absl::StrCat("REMOVE SUCCESS ", number)});
}

void EnableSecondFactor(const FactorCtx& of) {
  if (HasSecondFactor(of.account)) return Refuse(of, kFail2faEnabled());
  if (CountTotps(of.account) == 0) return Refuse(of, kFail2faNone());
  AskForFactor(of, {.kind = "recovery_code", .enables = true});
}

void DisableSecondFactor(const FactorCtx& of, std::vector<std::string> secrets, bool forgets) {
  AskForProof(of, forgets ? "off" : "disable", std::move(secrets));
}

void RenewRecoveryCodes(const FactorCtx& of, std::vector<std::string> secrets) {
  AskForProof(of, "codes", std::move(secrets));
}

void MakeAppPassword(const FactorCtx& of, absl::string_view label, absl::string_view scope) {
  const auto most = static_cast<size_t>(of.ctx.state.config.limits.account_app_passwords);
  const auto refuse = [&](const std::string& text) { AnswerLine(of.ctx, of.service, text); };
  if (!IsName(label)) return refuse(of.ctx.Text(texts::kAppPasswordIsNoName, kNameBytesMax));
  if (of.account.Credential("app_password", label) != nullptr) {
    return refuse(of.ctx.Text(texts::kAppPasswordExists, label));
  }
  if (of.account.CountCredentials("app_password") >= most) {
    return refuse(of.ctx.Text(texts::kAppPasswordsFull));
  }
  AskForFactor(of, {.kind = "app_password",
                    .account = {},
                    .label = std::string(label),
                    .scope = std::string(scope)});
}

void ConfirmTotp(const FactorCtx& of, const PendingCode& pending, const std::string& verifier) {
  const CredentialRow* found = of.account.Credential(pending.credential);
  if (found == nullptr) return Refuse(of, kFail2faNoChallenge());
  CredentialRow row = *found;
  row.label = pending.label;
  row.scope.clear();
  row.verifier = verifier;
  row.expires_at = absl::InfiniteFuture();
  if (pending.purpose == "add") {
    return AskCommit(of.ctx,
                     {.records = {Put(row)},
                      .account = of.account.name(),
                      .service = pending.service,
                      .text = absl::StrCat("ADD SUCCESS ", row.id.value, " totp ", row.label)});
  }
  // The commit of the recovery codes is behind this in the journal, so it is not kept alone.
  of.ctx.state.accounts.Apply(Put(row));
  of.ctx.out.output().stores.push_back(Put(std::move(row)));
  AskForFactor(of, {.kind = "recovery_code", .enables = true});
}

void TurnSecondFactorOff(const FactorCtx& of, bool forgets) {
  std::vector<Record> records = {SecondFactorSwitch(of.account, false)};
  for (const CredentialRow& row : of.account.details->credentials) {
    if (row.kind == "recovery_code" || (forgets && row.kind == "totp")) {
      for (Record& record : DropsOf(of.account, row)) records.push_back(std::move(record));
    }
  }
  const bool by_command = IsCommand(of.service);
  AskCommit(of.ctx, {.records = std::move(records),
                     .account = of.account.name(),
                     .service = std::string(of.service),
                     .text = by_command ? "DISABLE SUCCESS :The second factor is off"
                                        : of.ctx.Text(texts::kSecondFactorIsOff),
                     .logs_out_others = true});
}

void ShowNewRecoveryCodes(const FactorCtx& of) { AskForFactor(of, {.kind = "recovery_code"}); }

}  // namespace irc
