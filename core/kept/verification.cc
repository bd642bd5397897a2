#include "core/kept/verification.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
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

// `to`: where the code goes, for the answer.
PendingMailedCode VerificationCode(const State& state, const Account& account,
                                   const std::string& service, absl::string_view to) {
  const std::string& name = account.name();
  return {.kind = std::string(kEmailCode),
          .name = name,
          .service = service,
          .command = "REGISTER",
          .text = absl::StrCat("A code is mailed to ", to, "; tell it with ",
                               service.empty() ? "" : absl::StrCat("/msg ", service, " "),
                               "VERIFY ", name, " <code>"),
          .failure_text = absl::StrCat("No mail can be sent now; ask for the code later with /msg ",
                                       NickServ(state), " RESEND ", name)};
}

}  // namespace

void AskForVerification(SessionCtx& ctx, const Account& account, const std::string& service) {
  AskForMailedCode(ctx, &account,
                   VerificationCode(ctx.state, account, service, account.wanted_email()));
}

void AskForVerificationAgain(UserCtx& ctx, absl::string_view name, const std::string& service) {
  const auto say = [&](absl::string_view text) { ReplyFromService(ctx, service, text); };
  const Account* account = FindKeptAccount(ctx.state, name);
  const bool is_oper = MayMailForOthers(ctx);
  // Who is not its owner learns nothing of an account that is in use.
  if (account == nullptr || account->wanted_email().empty() ||
      (account->verified() && !is_oper && !IsLoggedInTo(ctx, *account))) {
    return say("There is no such account that waits for a code");
  }
  if (!ctx.state.config.mail) return say("This server sends no mail");
  if (IsSuspended(ctx.state, *account) || IsChanging(ctx.state, account->id())) {
    return say("The account cannot be verified now");
  }
  if (const std::string why = WhyNoMail(ctx, *account); !why.empty()) return say(why);
  if (is_oper) {
    ctx.out.output().stores.push_back(
        AuditRecord(ctx.state, ctx.user, "RESEND", account->name(), ""));
  }
  // Who asks need not be who has given the address.
  AskForMailedCode(ctx, account,
                   VerificationCode(ctx.state, *account, service, "the address of the account"));
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
                       .text = is_new ? "Your account is verified, and you are logged in to it"
                                      : absl::StrCat("Your mail address is ", row.email),
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
