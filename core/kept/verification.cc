#include "core/kept/verification.h"

#include <algorithm>
#include <utility>

#include "core/actions/login.h"
#include "core/kept/channels/group_records.h"
#include "core/kept/commit.h"
#include "core/kept/mail_codes.h"
#include "core/kept/registration.h"
#include "core/opers/audit_record.h"
#include "core/policy/account_access.h"
#include "core/protocol/email.h"
#include "core/protocol/names.h"
#include "core/protocol/standard_replies.h"
#include "core/replies/service_notice.h"
#include "core/texts/accounts.h"
#include "core/texts/refusals.h"

namespace irc {
namespace {

// How long an account waits that was due while it was being changed.
constexpr absl::Duration kPostponed = absl::Minutes(1);

// The kept account of that name or nick, or null.
const Account* FindKeptAccount(const State& state, absl::string_view name) {
  const Account* account = state.accounts.OwnerOf(Fold(state.casemapping, name));
  return account == nullptr || account->configured ? nullptr : account;
}

bool IsLoggedInTo(const SessionCtx& ctx, const Account& account) {
  return Fold(ctx.state.casemapping, AccountOf(ctx.state, ctx.session)) ==
         Fold(ctx.state.casemapping, account.name());
}

// `text`: the answer.
PendingMailedCode VerificationCode(const SessionCtx& ctx, const Account& account,
                                   const std::string& service, std::string text) {
  return {.kind = std::string(kEmailCode),
          .name = account.name(),
          .service = service,
          .command = "REGISTER",
          .text = std::move(text),
          .failure_text = ctx.Text(texts::kNoMailNowAskLater, account.name())};
}

}  // namespace

void AskForVerification(SessionCtx& ctx, const Account& account, const std::string& service) {
  const absl::string_view to = account.wanted_email();
  std::string text = service.empty()
                         ? ctx.Text(texts::kCodeIsMailed, to, account.name())
                         : ctx.Text(texts::kCodeIsMailedByService, to, service, account.name());
  AskForMailedCode(ctx, &account, VerificationCode(ctx, account, service, std::move(text)));
}

void AskForVerificationAgain(UserCtx& ctx, absl::string_view name, const std::string& service) {
  const auto say = [&](absl::string_view text) { ReplyFromService(ctx, service, text); };
  const Account* account = FindKeptAccount(ctx.state, name);
  const bool is_oper = MayMailForOthers(ctx);
  // Who is not its owner learns nothing of an account that is in use.
  if (account == nullptr || account->wanted_email().empty() ||
      (account->verified() && !is_oper && !IsLoggedInTo(ctx, *account))) {
    return say(ctx.Text(texts::kNoAccountToVerify));
  }
  if (!ctx.state.config.mail) return say(ctx.Text(texts::kNoMailHere));
  if (IsSuspended(ctx.state, *account) || IsChanging(ctx.state, account->id())) {
    return say(ctx.Text(texts::kVerifyNotNow));
  }
  if (const std::string why = WhyNoMail(ctx, *account); !why.empty()) return say(why);
  if (is_oper) {
    ctx.out.output().stores.push_back(
        AuditRecord(ctx.state, ctx.user, "RESEND", account->name(), ""));
  }
  // Who asks need not be who has given the address.
  std::string text = ctx.Text(texts::kCodeIsMailedToOwner, service, account->name());
  AskForMailedCode(ctx, account, VerificationCode(ctx, *account, service, std::move(text)));
}

void Verify(SessionCtx& ctx, absl::string_view name, absl::string_view handle,
            absl::string_view service) {
  const Account* account = FindKeptAccount(ctx.state, name);
  const absl::string_view own = AccountOf(ctx.state, ctx.session);
  // The owner of an account verifies another address while it is logged in.
  if (!own.empty() &&
      (account == nullptr || !IsLoggedInTo(ctx, *account) || account->wanted_email().empty())) {
    return AnswerRefusal(ctx, service, kFailVerifyLoggedIn(SafeParam(own)));
  }
  // To have the code of a new address does not make one the owner.
  if (account != nullptr && account->verified() && own.empty()) account = nullptr;
  CheckToldCode(ctx, account, handle,
                {.name = std::string(name), .service = std::string(service), .command = "VERIFY"});
}

void OnAddressProved(SessionCtx& ctx, const PendingToldCode& pending, const Account& account,
                     const CredentialRow& code) {
  const bool is_new = !account.verified();
  if (IsSuspended(ctx.state, account) || IsFrozen(account) || IsChanging(ctx.state, account.id()) ||
      (!is_new && !IsLoggedInTo(ctx, account))) {
    return AnswerRefusal(ctx, pending.service, kFailVerifyRefused(SafeParam(pending.name)));
  }
  AccountRow row = account.row();
  const std::string before = std::exchange(row.email, row.wanted_email);
  row.wanted_email.clear();
  if (is_new) row.verified_at = ctx.state.now;
  PendingCommit commit{.records = {Put(row), Drop(CredentialRow(code))},
                       .account = account.name(),
                       .service = pending.service,
                       .text = is_new ? ctx.Text(texts::kAccountIsVerified)
                                      : ctx.Text(texts::kMailAddressIs, row.email),
                       .log_in = is_new,
                       .command = "VERIFY"};
  if (!before.empty() && NormalEmail(before) != NormalEmail(row.email)) {
    commit.mails.push_back(
        {.kind = MailKind::kAddressChanged, .account = account.name(), .to = before});
  }
  AskCommit(ctx, std::move(commit));
}

absl::Time NextAccountDrop(const State& state) {
  const Account* oldest = state.accounts.OldestUnverified();
  if (oldest == nullptr) return absl::InfiniteFuture();
  return std::max(oldest->registered_at() + absl::Seconds(state.config.verify_seconds),
                  state.account_uses.drops_from);
}

void DropOverdueAccounts(State& state, Outbox& out) {
  while (NextAccountDrop(state) <= state.now) {
    const Account& oldest = *state.accounts.OldestUnverified();
    if (!MayEnd(state, oldest.id())) {
      state.account_uses.drops_from = state.now + kPostponed;
      return;
    }
    DropAtOnce(state, out, oldest);
  }
}

}  // namespace irc
