#include "core/kept/mail_codes.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/actions/login.h"
#include "core/kept/commit.h"
#include "core/kept/password_reset.h"
#include "core/kept/registration.h"
#include "core/kept/verification.h"
#include "core/opers/rights.h"
#include "core/protocol/address.h"
#include "core/protocol/standard_replies.h"
#include "core/replies/duration.h"
#include "core/replies/service_notice.h"
#include "core/texts/accounts.h"

namespace irc {
namespace {

// A code of six digits resists this many tries: five for each of ten mails, of a million codes.
constexpr uint64_t kTries = 5;
constexpr uint64_t kMailsADay = 10;
constexpr absl::Duration kBetweenMails = absl::Seconds(60);
constexpr uint64_t kAsksAnHour = 5;
constexpr absl::Duration kHour = absl::Hours(1);
constexpr absl::Duration kDay = absl::Hours(24);

absl::string_view ProvedAddress(const Account& account, absl::string_view kind) {
  return kind == kEmailCode ? account.wanted_email() : account.email();
}

const CredentialRow* FindRow(const Account& account, absl::string_view kind) {
  for (const CredentialRow& row : account.details->credentials) {
    if (row.kind == kind) return &row;
  }
  return nullptr;
}

// The code of that kind that is good now, or null.
const CredentialRow* FindCode(const State& state, const Account& account, absl::string_view kind) {
  const CredentialRow* row = FindRow(account, kind);
  const bool good = row != nullptr && row->expires_at > state.now &&
                    !ProvedAddress(account, kind).empty() &&
                    row->label == ProvedAddress(account, kind);
  return good ? row : nullptr;
}

// An account that is not verified ends together with its code.
absl::Time EndOfCode(const State& state, const Account& account, absl::string_view kind) {
  if (kind == kResetCode) return state.now + kResetCodeLife;
  const absl::Time since = account.verified() ? state.now : account.registered_at();
  return since + absl::Seconds(state.config.verify_seconds);
}

void KeepCode(SessionCtx& ctx, const Account& account, const PendingMailedCode& pending,
              const std::string& verifier) {
  State& state = ctx.state;
  const CredentialRow* before = FindRow(account, pending.kind);
  const CredentialId id =
      before == nullptr ? state.last_ids.NextCredential() : CredentialId(before->id);
  state.account_uses.told_codes.erase(id.value);
  Record code = Put(CredentialRow{.id = id,
                                  .account = account.id(),
                                  .kind = pending.kind,
                                  .label = pending.email,
                                  .verifier = verifier,
                                  .created_at = state.now,
                                  .expires_at = EndOfCode(state, account, pending.kind)});
  state.accounts.Apply(code);
  ctx.out.output().stores.push_back(std::move(code));
}

// When another mail may go to the owner of the account.
absl::Time NextMailTo(const State& state, const Account& account) {
  const auto& mails = state.account_uses.mails;
  const auto found = mails.find(account.id().value);
  if (found == mails.end()) return absl::InfinitePast();
  const absl::Time next = found->second.last + kBetweenMails;
  const bool is_full = UsesOf(mails, account.id().value, kDay, state.now) >= kMailsADay;
  return is_full ? std::max(next, found->second.began + kDay) : next;
}

// Counts a try of the code; false when there were too many.
bool CountTry(State& state, CredentialId code) {
  auto& tries = state.account_uses.told_codes;
  for (auto each = tries.begin(); each != tries.end();) {
    each = state.accounts.HasCredential({each->first}) ? std::next(each) : tries.erase(each);
  }
  return ++tries[code.value] <= kTries;
}

void FailCode(SessionCtx& ctx, const PendingToldCode& pending, const CredentialRow* code) {
  if (code != nullptr && ctx.state.account_uses.told_codes[code->id.value] >= kTries) {
    DropCode(ctx.state, ctx.out, *code);
  }
  ctx.Note(
      AuditKind::kLoginFailed,
      {{"method", pending.command}, {"name", pending.name}, {"why", std::string(kWrongPassword)}});
  AnswerRefusal(ctx, pending.service,
                pending.command == "VERIFY" ? kFailVerifyCode(SafeParam(pending.name))
                                            : kFailRecoverCode(SafeParam(pending.name)));
  CountFailedLogin(ctx);
}

}  // namespace

void DropCode(State& state, Outbox& out, const CredentialRow& code) {
  Record drop = Drop(CredentialRow(code));
  state.account_uses.told_codes.erase(code.id.value);
  state.accounts.Apply(drop);
  out.output().stores.push_back(std::move(drop));
}

bool MayMailForOthers(const SessionCtx& ctx) {
  return ctx.session.registered() &&
         Can(ctx.state, UserOf(ctx.state, ctx.session.user), Privilege::kAccountsEdit);
}

bool MayAskForMail(SessionCtx& ctx) {
  if (MayMailForOthers(ctx)) return true;
  auto& asked = ctx.state.account_uses.asked_mails;
  const std::string unit = AddressUnit(ctx.session.peer.ip);
  if (UsesOf(asked, unit, kHour, ctx.state.now) >= kAsksAnHour) return false;
  CountUse(asked, unit, kHour, ctx.state.now);
  return true;
}

bool MayMail(const State& state, const Account& account) {
  return NextMailTo(state, account) <= state.now;
}

std::string WhyNoMail(SessionCtx& ctx, const Account& account) {
  const State& state = ctx.state;
  if (MayMailForOthers(ctx)) return "";
  absl::Time next = NextMailTo(state, account);
  if (next <= state.now) {
    if (MayAskForMail(ctx)) return "";
    next = state.account_uses.asked_mails.at(AddressUnit(ctx.session.peer.ip)).began + kHour;
  }
  const absl::Duration wait = absl::Ceil(next - state.now, absl::Seconds(1));
  return ctx.Text(texts::kCodeWasMailed, FormatBanDuration(wait));
}

void AskForMailedCode(SessionCtx& ctx, const Account* account, PendingMailedCode pending) {
  MailCode request{
      .mail = {.kind = pending.kind == kEmailCode ? MailKind::kVerify : MailKind::kReset}};
  if (account != nullptr) {
    CountUse(ctx.state.account_uses.mails, account->id().value, kDay, ctx.state.now);
    pending.account = account->id();
    pending.email = std::string(ProvedAddress(*account, pending.kind));
    request.mail.account = account->name();
    request.mail.to = pending.email;
    request.until = EndOfCode(ctx.state, *account, pending.kind);
  }
  ctx.Ask(std::move(request), std::move(pending));
}

void OnCodeMailed(SessionCtx& ctx, const PendingMailedCode& pending, const CodeMailed& mailed) {
  const Account* account = ctx.state.accounts.Find(pending.account);
  const bool kept =
      !mailed.verifier.empty() && account != nullptr && !IsChanging(ctx.state, account->id());
  if (kept) KeepCode(ctx, *account, pending, mailed.verifier);
  if (mailed.verifier.empty()) GiveBackUse(ctx.state.account_uses.mails, pending.account.value);
  const std::string& text =
      kept || pending.failure_text.empty() ? pending.text : pending.failure_text;
  if (!pending.service.empty()) return ReplyFromService(ctx, pending.service, text);
  const bool is_register = pending.command == "REGISTER";
  ctx.Reply((is_register ? Message("REGISTER").Param("VERIFICATION_REQUIRED")
                         : Message("NOTE").Param("RECOVER").Param("CODE_SENT"))
                .Param(SafeParam(pending.name).safe())
                .Trailing(text));
}

void CheckToldCode(SessionCtx& ctx, const Account* account, absl::string_view handle,
                   PendingToldCode pending) {
  const CredentialRow* code =
      account == nullptr
          ? nullptr
          : FindCode(ctx.state, *account, pending.command == "VERIFY" ? kEmailCode : kResetCode);
  if (code != nullptr && CountTry(ctx.state, code->id)) {
    pending.account = account->id();
    pending.code = code->id;
  }
  const std::string credential = absl::StrCat("code/", pending.code.value);
  ctx.Ask(CheckPassword{.credential = credential, .secret = std::string(handle)},
          std::move(pending));
}

void OnToldCodeChecked(SessionCtx& ctx, const PendingToldCode& pending,
                       const PasswordChecked& checked) {
  const bool verifies = pending.command == "VERIFY";
  const Account* account = ctx.state.accounts.Find(pending.account);
  const CredentialRow* code =
      account == nullptr ? nullptr
                         : FindCode(ctx.state, *account, verifies ? kEmailCode : kResetCode);
  if (code != nullptr && code->id != pending.code) code = nullptr;
  if (!checked.ok || code == nullptr) return FailCode(ctx, pending, code);
  if (verifies) return OnAddressProved(ctx, pending, *account, *code);
  OnResetAllowed(ctx, pending, *account, *code);
}

}  // namespace irc
