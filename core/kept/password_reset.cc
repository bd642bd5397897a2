#include "core/kept/password_reset.h"

#include <memory>
#include <string>
#include <utility>

#include "core/actions/login.h"
#include "core/kept/commit.h"
#include "core/kept/mail_codes.h"
#include "core/kept/registration.h"
#include "core/opers/audit_record.h"
#include "core/policy/account_access.h"
#include "core/protocol/names.h"
#include "core/protocol/standard_replies.h"
#include "core/replies/service_notice.h"
#include "core/texts/accounts.h"
#include "core/texts/common.h"

namespace irc {
namespace {

constexpr absl::Duration kGrantLife = absl::Minutes(5);

// The account of that name if its password may be reset now, or null.
const Account* FindResettable(const State& state, absl::string_view name) {
  const Account* account = state.accounts.OwnerOf(Fold(state.casemapping, name));
  const bool can = account != nullptr && !account->configured && !account->email().empty() &&
                   WhyNoLogin(state, *account).empty() && !IsChanging(state, account->id());
  return can ? account : nullptr;
}

// The account whose password the client may choose; sets `is_reset` when a code has allowed it,
// which is then used up. Null: there is none.
const Account* FindOwnAccount(SessionCtx& ctx, bool& is_reset) {
  const Owned<PasswordGrant> grant = std::exchange(ctx.session.grant, nullptr);
  is_reset = grant != nullptr && grant->until > ctx.state.now;
  const Account* account = is_reset ? ctx.state.accounts.Find(grant->account)
                                    : FindAccount(ctx.state, AccountOf(ctx.state, ctx.session));
  const bool can = account != nullptr && !account->configured &&
                   WhyNoLogin(ctx.state, *account).empty() &&
                   !IsChanging(ctx.state, account->id()) &&
                   (is_reset || MayChangeCredentials(ctx.session, *account));
  return can ? account : nullptr;
}

void AskForVerifier(SessionCtx& ctx, absl::string_view handle, PendingNewPassword pending) {
  ctx.Ask(MakeVerifier{.secret = std::string(handle)}, std::move(pending));
}

}  // namespace

void AskForReset(SessionCtx& ctx, absl::string_view name, absl::string_view service) {
  if (!ctx.state.config.mail) {
    return AnswerRefusal(ctx, service, kFailRecoverOff(SafeParam(name)));
  }
  if (!MayAskForMail(ctx)) {
    return AnswerRefusal(ctx, service, kFailRecoverOften(SafeParam(name)));
  }
  const Account* account = FindResettable(ctx.state, name);
  PendingMailedCode pending{.kind = std::string(kResetCode),
                            .name = std::string(name),
                            .service = std::string(service),
                            .command = "RECOVER",
                            .text = ctx.Text(texts::kResetCodeIsMailed, name)};
  if (MayMailForOthers(ctx) && !service.empty()) {
    if (account == nullptr) {
      return ReplyFromService(ctx, service, ctx.Text(texts::kNoAccountForReset));
    }
    ctx.out.output().stores.push_back(AuditRecord(ctx.state, UserOf(ctx.state, ctx.session.user),
                                                  "SENDPASS", account->name(), ""));
    pending.text = ctx.Text(texts::kResetCodeIsMailedToOwner, account->name());
    pending.failure_text = ctx.Text(texts::kNoMailNow);
  } else if (account != nullptr && !MayMail(ctx.state, *account)) {
    account = nullptr;
  }
  AskForMailedCode(ctx, account, std::move(pending));
}

void TellResetCode(SessionCtx& ctx, absl::string_view name, absl::string_view handle,
                   absl::string_view password, absl::string_view service) {
  CheckToldCode(ctx, FindResettable(ctx.state, name), handle,
                {.name = std::string(name),
                 .service = std::string(service),
                 .command = password.empty() ? "RECOVER" : "RESETPASS",
                 .secret = std::string(password)});
}

void OnResetAllowed(SessionCtx& ctx, const PendingToldCode& pending, const Account& account,
                    const CredentialRow& code) {
  if (!WhyNoLogin(ctx.state, account).empty() || IsChanging(ctx.state, account.id())) {
    return AnswerRefusal(ctx, pending.service, kFailRecoverCode(SafeParam(pending.name)));
  }
  ctx.Note(AuditKind::kLoggedIn, {{"method", pending.command}, {"name", account.name()}});
  const AccountId id = account.id();
  DropCode(ctx.state, ctx.out, CredentialRow(code));
  if (!pending.secret.empty()) {
    return AskForVerifier(ctx, pending.secret,
                          {.account = id, .service = pending.service, .is_reset = true});
  }
  ctx.session.grant = std::make_unique<PasswordGrant>();
  ctx.session.grant->account = id;
  ctx.session.grant->until = ctx.state.now + kGrantLife;
  ctx.Reply(Message("NOTE")
                .Param("RECOVER")
                .Param("VERIFIED")
                .Param(SafeParam(pending.name).safe())
                .Trailing("Now choose another password within five minutes: SETPASS <password>"));
}

void ChoosePassword(SessionCtx& ctx, absl::string_view handle) {
  bool is_reset = false;
  const Account* account = FindOwnAccount(ctx, is_reset);
  if (account == nullptr) return ctx.Reply(kFailSetpassUnauthorized());
  if (CannotBePassword(ctx.state, account->name(), handle).has_value()) {
    return ctx.Reply(kFailSetpassPassword());
  }
  AskForVerifier(ctx, handle, {.account = account->id(), .service = "", .is_reset = is_reset});
}

void OnVerifierOfNewPassword(SessionCtx& ctx, const PendingNewPassword& pending,
                             const VerifierMade& verifier) {
  const auto refuse = [&](const AnswerText<0>& text, const Message& fail) {
    if (pending.service.empty()) return ctx.Reply(fail);
    ReplyFromService(ctx, pending.service, ctx.Text(text));
  };
  const Account* account = ctx.state.accounts.Find(pending.account);
  if (account == nullptr) return refuse(texts::kAccountIsGone, kFailSetpassUnavailable());
  if (pending.is_reset && !WhyNoLogin(ctx.state, *account).empty()) {
    return refuse(texts::kAccountCannotBeUsed, kFailSetpassUnavailable());
  }
  if (verifier.verifier.empty()) {
    return refuse(texts::kPasswordIsNone, kFailSetpassPassword());
  }
  if (IsChanging(ctx.state, account->id())) {
    return refuse(texts::kAccountIsSaved, kFailSetpassUnavailable());
  }
  PendingCommit commit{.records = pending.records,
                       .account = account->name(),
                       .service = pending.service,
                       .text = ctx.Text(texts::kPasswordIsChanged, account->name()),
                       .command = "SETPASS"};
  // Records come with a change by staff.
  commit.disconnects_others =
      pending.is_reset || pending.service.empty() || !pending.records.empty();
  // Who had got into the account may have left a way in. The second factor stays on.
  if (pending.is_reset) {
    for (const CredentialRow& row : account->details->credentials) {
      if (row.kind != "app_password" && row.kind != "certificate") continue;
      for (Record& drop : DropsOf(*account, row)) commit.records.push_back(std::move(drop));
    }
  }
  commit.records.push_back(PasswordRecord(ctx.state, account, account->id(), verifier));
  if (pending.is_reset && ctx.state.config.mail) {
    commit.mails.push_back({.kind = MailKind::kPasswordChanged,
                            .account = account->name(),
                            .to = std::string(account->email())});
  }
  AskCommit(ctx, std::move(commit));
}

}  // namespace irc
