#include "core/kept/registration.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/actions/login.h"
#include "core/kept/commit.h"
#include "core/protocol/names.h"
#include "core/protocol/secret_handle.h"
#include "core/protocol/standard_replies.h"
#include "core/replies/service_notice.h"

namespace irc {
namespace {

constexpr size_t kEmailBytesMax = 254;     // RFC 5321, 4.5.3.1.3, without the angle brackets
constexpr size_t kPasswordBytesMax = 600;  // as long as one that a line of SASL brings

bool LooksLikeEmail(absl::string_view text) {
  const size_t at = text.rfind('@');
  return at != absl::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find_first_of(" \t<>,;:\"") == absl::string_view::npos;
}

Refusal CannotBeEmail(absl::string_view account, absl::string_view email) {
  if (email.empty()) return std::nullopt;
  if (email.size() > kEmailBytesMax) return kFailRegisterLongEmail(SafeParam(account));
  if (!LooksLikeEmail(email)) return kFailRegisterEmail(SafeParam(account));
  return std::nullopt;
}

Refusal CannotBeName(const SessionCtx& ctx, const NewAccount& account) {
  const State& state = ctx.state;
  const absl::string_view name = account.name;
  const absl::string_view own = AccountOf(state, ctx.session);
  if (!own.empty() && !account.by_staff) return kFailRegisterLoggedIn(SafeParam(own));
  if (!IsValidNick(name, state.config.limits.nick_bytes)) return kFailRegisterName(SafeParam(name));
  if (!account.by_staff) {
    if (IsReservedNick(state, name, nullptr)) return kFailRegisterName(SafeParam(name));
    // A guest who uses the nick would lose it.
    if (!NickIsFree(state, name, ctx.session)) return kFailRegisterExists(SafeParam(name));
    if (Fold(state.casemapping, name) != Fold(state.casemapping, NickOf(state, ctx.session))) {
      return kFailRegisterNick(SafeParam(name));
    }
  }
  if (state.accounts.OwnerOf(Fold(state.casemapping, name)) != nullptr ||
      IsBeingTaken(state, name)) {
    return kFailRegisterExists(SafeParam(name));
  }
  return std::nullopt;
}

}  // namespace

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
  if (Refusal refusal = CannotBeName(ctx, account)) return refusal;
  if (account.email.empty() && config.account_email_required && !account.by_staff) {
    return kFailRegisterEmail(SafeParam(account.name));
  }
  if (Refusal refusal = CannotBeEmail(account.name, account.email)) return refusal;
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
  commit.records.push_back(Put(AccountRow{.id = id,
                                          .name = pending.name,
                                          .email = pending.email,
                                          .registered_at = state.now,
                                          .verified_at = state.now}));
  commit.records.push_back(PasswordRecord(state, nullptr, id, verifier));
  if (pending.by_staff && ctx.session.registered()) {
    commit.records.push_back(
        AuditRecord(state, UserOf(state, ctx.session.user), "SAREGISTER", pending.name, ""));
  }
  commit.account = pending.name;
  commit.service = pending.service;
  commit.text = pending.by_staff ? absl::StrCat("The account ", pending.name, " is registered")
                                 : "Your account is registered, and you are logged in to it";
  commit.log_in = !pending.by_staff;
  AskCommit(ctx, std::move(commit));
}

void ReplaceVerifier(State& state, Outbox& out, const Account& account,
                     const std::string& verifier) {
  if (verifier.empty() || account.configured || account.password.value == 0) return;
  out.output().stores.push_back(
      PasswordRecord(state, &account, account.id(), VerifierMade{verifier}));
}

void AnswerRefusal(SessionCtx& ctx, absl::string_view service, const Message& refusal) {
  if (service.empty()) return ctx.Reply(refusal);
  if (service == kServerNotice) {
    return ctx.Reply(Message("NOTICE")
                         .Param(NickOf(ctx.state, ctx.session))
                         .Trailing(refusal.param(refusal.params() - 1)));
  }
  ReplyFromService(ctx, service, refusal.param(refusal.params() - 1));
}

}  // namespace irc
