#include "core/kept/registration.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/actions/login.h"
#include "core/kept/commit.h"
#include "core/opers/audit_record.h"
#include "core/opers/rights.h"
#include "core/policy/account_access.h"
#include "core/policy/defcon.h"
#include "core/policy/policy.h"
#include "core/protocol/address.h"
#include "core/protocol/email.h"
#include "core/protocol/glob.h"
#include "core/protocol/names.h"
#include "core/protocol/secret_handle.h"
#include "core/protocol/standard_replies.h"
#include "core/texts/accounts.h"

namespace irc {
namespace {

constexpr absl::Duration kRegistrationsWindow = absl::Hours(24);
constexpr size_t kPasswordBytesMax = 600;  // as long as one that a line of SASL brings

bool IsBlockedEmail(const Config& config, absl::string_view email) {
  const std::string domain = EmailDomain(email);
  return std::any_of(
      config.mail_blocked.begin(), config.mail_blocked.end(), [&](const std::string& mask) {
        return Glob(Casemapping::kAscii, mask).Matches(GlobText(Casemapping::kAscii, domain));
      });
}

bool HasRegisteredTooMuch(const SessionCtx& ctx) {
  const State& state = ctx.state;
  return UsesOf(state.account_uses.registrations, AddressUnit(ctx.session.peer.ip),
                kRegistrationsWindow,
                state.now) >= static_cast<uint64_t>(state.config.limits.accounts_per_address);
}

// Who gets the account of an operator becomes that operator. Staff may make one for somebody who
// can do no more than itself.
bool IsForAnotherOperator(const SessionCtx& ctx, const NewAccount& account) {
  if (!account.by_staff) return IsOfOperator(ctx.state, account.name);
  return !ctx.session.registered() ||
         GivesMoreThanHas(ctx.state, UserOf(ctx.state, ctx.session.user), account.name);
}

Refusal CannotBeName(const SessionCtx& ctx, const NewAccount& account) {
  const State& state = ctx.state;
  const absl::string_view name = account.name;
  const absl::string_view own = AccountOf(state, ctx.session);
  if (!own.empty() && !account.by_staff) return kFailRegisterLoggedIn(SafeParam(own));
  if (!IsValidNick(state.casemapping, name, state.config.limits.nick_bytes)) {
    return kFailRegisterName(SafeParam(name));
  }
  if (FindHoldAgainst(state, name) != nullptr) {
    return kFailRegisterHeld(SafeParam(name));
  }
  if (IsForAnotherOperator(ctx, account)) return kFailRegisterOperator(SafeParam(name));
  if (!account.by_staff) {
    if (IsReservedNick(state, name, nullptr)) return kFailRegisterName(SafeParam(name));
    // A guest who uses the nick would lose it.
    if (!NickIsFree(state, name, ctx.session)) return kFailRegisterExists(SafeParam(name));
    if (Fold(state.casemapping, name) != Fold(state.casemapping, NickOf(state, ctx.session))) {
      return kFailRegisterNick(SafeParam(name));
    }
    if (LooksLikeNickOfAnother(state, name, nullptr)) return kFailRegisterExists(SafeParam(name));
  }
  if (state.accounts.OwnerOf(Fold(state.casemapping, name)) != nullptr ||
      IsBeingTaken(state, name)) {
    return kFailRegisterExists(SafeParam(name));
  }
  return std::nullopt;
}

}  // namespace

Refusal CannotBeEmail(const State& state, absl::string_view name, absl::string_view email,
                      const Account* account) {
  if (email.size() > kEmailBytesMax) return kFailRegisterLongEmail(SafeParam(name));
  if (!IsEmail(email)) return kFailRegisterEmail(SafeParam(name));
  if (IsBlockedEmail(state.config, email) ||
      FindForbid(state, kForbidMail, NormalEmail(email)) != nullptr ||
      FindForbid(state, kForbidMail, email) != nullptr) {
    return kFailRegisterBlockedEmail(SafeParam(name));
  }
  const std::string normal = NormalEmail(email);
  const bool is_own = account != nullptr && (normal == NormalEmail(account->email()) ||
                                             normal == NormalEmail(account->wanted_email()));
  if (!is_own && state.accounts.CountOfEmail(normal) >=
                     static_cast<size_t>(state.config.limits.accounts_per_email)) {
    return kFailRegisterUsedEmail(SafeParam(name));
  }
  return std::nullopt;
}

Refusal CannotBePassword(const State& state, absl::string_view account, absl::string_view handle) {
  const auto least = static_cast<size_t>(state.config.limits.password_bytes);
  const size_t length = LengthOfSecret(handle).value_or(least);
  if (length < least) return kFailRegisterWeak(SafeParam(account));
  if (length > kPasswordBytesMax) return kFailRegisterPassword(SafeParam(account));
  return std::nullopt;
}

Refusal CannotMakeAccount(const SessionCtx& ctx, const NewAccount& account) {
  const Config& config = ctx.state.config;
  if (!config.accounts_kept || (!config.account_registration && !account.by_staff)) {
    return kFailRegisterOff(SafeParam(account.name));
  }
  if (!account.by_staff && IsBarred(ctx.state, Defcon::kNoNewAccounts)) {
    return kFailRegisterBarred(SafeParam(account.name));
  }
  if (Refusal refusal = CannotBeName(ctx, account)) return refusal;
  if (account.email.empty() && config.account_email_required && !account.by_staff) {
    return kFailRegisterEmail(SafeParam(account.name));
  }
  if (!account.email.empty()) {
    if (Refusal refusal = CannotBeEmail(ctx.state, account.name, account.email, nullptr)) {
      return refusal;
    }
  }
  if (!account.by_staff && HasRegisteredTooMuch(ctx)) {
    return kFailRegisterAddress(SafeParam(account.name));
  }
  return CannotBePassword(ctx.state, account.name, account.password);
}

void MakeAccount(SessionCtx& ctx, const NewAccount& account) {
  if (const Refusal refusal = CannotMakeAccount(ctx, account)) {
    return AnswerRefusal(ctx, account.service, *refusal);
  }
  ctx.Ask(MakeVerifier{.secret = std::string(account.password)},
          PendingNewAccount{.name = std::string(account.name),
                            .email = std::string(account.email),
                            .service = std::string(account.service),
                            .by_staff = account.by_staff});
}

Record PasswordRecord(State& state, const Account* account, AccountId id,
                      const VerifierMade& verifier) {
  CredentialId password = account == nullptr ? CredentialId() : account->password;
  if (password.value == 0) password = state.last_ids.NextCredential();
  return Put(CredentialRow{.id = password,
                           .account = id,
                           .kind = "password",
                           .verifier = verifier.verifier,
                           .created_at = state.now});
}

void OnVerifierOfNewAccount(SessionCtx& ctx, const PendingNewAccount& pending,
                            const VerifierMade& verifier) {
  State& state = ctx.state;
  const NewAccount account{.name = pending.name,
                           .email = pending.email,
                           .password = "",
                           .service = pending.service,
                           .by_staff = pending.by_staff};
  if (verifier.verifier.empty()) {
    return AnswerRefusal(ctx, pending.service, kFailRegisterUnusable(SafeParam(pending.name)));
  }
  // The configuration, the nick and the accounts may have changed while the verifier was made.
  if (const Refusal refusal = CannotMakeAccount(ctx, account)) {
    return AnswerRefusal(ctx, pending.service, *refusal);
  }
  const AccountId id = state.last_ids.NextAccount();
  PendingCommit commit;
  commit.verify = state.config.mail && !pending.email.empty() && !pending.by_staff;
  AccountRow row{
      .id = id, .name = pending.name, .registered_at = state.now, .verified_at = state.now};
  (commit.verify ? row.wanted_email : row.email) = pending.email;
  if (commit.verify) row.verified_at = absl::InfiniteFuture();
  if (!pending.by_staff) {
    commit.counted.registration = AddressUnit(ctx.session.peer.ip);
    CountUse(state.account_uses.registrations, commit.counted.registration, kRegistrationsWindow,
             state.now);
  }
  commit.records.push_back(Put(std::move(row)));
  commit.records.push_back(PasswordRecord(state, nullptr, id, verifier));
  if (pending.by_staff && ctx.session.registered()) {
    commit.records.push_back(
        AuditRecord(state, UserOf(state, ctx.session.user), "SAREGISTER", pending.name, ""));
  }
  commit.account = pending.name;
  commit.service = pending.service;
  commit.text = pending.by_staff ? ctx.Text(texts::kAccountIsMade, pending.name)
                                 : ctx.Text(texts::kAccountIsYours);
  commit.log_in = !pending.by_staff && !commit.verify;
  AskCommit(ctx, std::move(commit));
}

void ReplaceVerifier(State& state, Outbox& out, const Account& account,
                     const std::string& verifier) {
  if (verifier.empty() || account.configured || account.password.value == 0) return;
  if (IsChanging(state, account.id())) return;  // another password may be on its way
  out.output().stores.push_back(
      PasswordRecord(state, &account, account.id(), VerifierMade{verifier}));
}

}  // namespace irc
