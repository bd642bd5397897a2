// NickServ IDENTIFY, GHOST, REGAIN and RELEASE: what a password, or a login, gives access to.
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/actions/login.h"
#include "core/actions/nick.h"
#include "core/actions/quit.h"
#include "core/kept/proved_account.h"
#include "core/kept/registration.h"
#include "core/kept/second_factor.h"
#include "core/policy/account_access.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/services/handlers.h"
#include "core/texts/accounts.h"
#include "core/texts/common.h"
#include "core/texts/nickserv.h"

namespace irc {
namespace {

// Asks the shell whether the word is the password of the account. The name may be of no account:
// the check then takes as long and fails.
void AskProof(ServiceCtx& ctx, absl::string_view account, absl::string_view secret,
              std::vector<std::string> words) {
  ctx.Ask(
      CheckPassword{.credential = absl::StrCat("account/", account), .secret = std::string(secret)},
      PendingProof{.account = std::string(account),
                   .service = std::string(ctx.service.nick),
                   .words = std::move(words)});
}

// The name of the account that has the nick; the nick itself when there is none.
std::string AccountOfNick(const State& state, absl::string_view nick) {
  const Account* owner = state.accounts.OwnerOf(Fold(state.casemapping, nick));
  return owner == nullptr ? std::string(nick) : owner->name();
}

// Ends the other connections that use the nick.
void EndUserOfNick(UserCtx& ctx, absl::string_view service, absl::string_view nick) {
  if (User* other = FindUser(ctx.state, nick)) {
    if (other->id == ctx.user.id) {
      return ReplyFromService(ctx, service, ctx.Text(texts::kNickUserIsYou));
    }
    EndUser(ctx.state, ctx.out, *other, absl::StrCat("GHOST by ", ctx.user.nick));
  } else {
    const auto found = ctx.state.nick_index.find(Fold(ctx.state.casemapping, nick));
    if (found == ctx.state.nick_index.end()) {
      return ReplyFromService(ctx, service, ctx.Text(texts::kNickIsUnused, nick));
    }
    EndSession(ctx.state, ctx.out, SessionOf(ctx.state, found->second.session),
               absl::StrCat("GHOST by ", ctx.user.nick), CloseCause::kRemoved);
  }
  ReplyFromService(ctx, service, ctx.Text(texts::kNickIsFreeNow, nick));
}

void RegainNick(UserCtx& ctx, absl::string_view service, const std::string& nick) {
  if (!NickIsFree(ctx.state, nick, ctx.session)) EndUserOfNick(ctx, service, nick);
  if (!NickIsFree(ctx.state, nick, ctx.session)) {
    return ReplyFromService(ctx, service, ctx.Text(texts::kNickLookalikeIsUsed, nick));
  }
  if (const Refusal refusal = CannotChangeNick(ctx.state, ctx.user, nick)) {
    return ctx.Reply(*refusal);
  }
  if (ctx.user.nick != nick) ChangeNick(ctx.state, ctx.out, ctx.user, nick);
  ReplyFromService(ctx, service, ctx.Text(texts::kNickIsRegained, nick));
}

// Takes the nick from who is not logged in to its account, and ends the time for which it is held.
void ReleaseNick(UserCtx& ctx, absl::string_view service, const std::string& nick) {
  const Folded folded = Fold(ctx.state.casemapping, nick);
  const Account* owner = ctx.state.accounts.OwnerOf(folded);
  if (owner == nullptr) return;
  const bool was_held = ctx.state.nick_guard.held.Has(folded);
  const bool was_used = ctx.state.nick_index.contains(folded);
  const bool is_free =
      FreeNick(ctx.state, ctx.out, ctx.session, nick, *owner, texts::kNickIsWantedBack);
  ctx.state.nick_guard.held.Forget(folded);
  if (!is_free) {
    return ReplyFromService(ctx, service, ctx.Text(texts::kNickIsUsedByItsAccount, nick));
  }
  const bool was_free = !was_held && !was_used;
  ReplyFromService(
      ctx, service,
      ctx.Text(was_free ? texts::kNickIsUnusedAndNotHeld : texts::kNickIsFreeNow, nick));
}

// Does what the user has proved to be allowed to.
void Act(UserCtx& ctx, absl::string_view service, const std::vector<std::string>& words) {
  if (words.front() == "GHOST") return EndUserOfNick(ctx, service, words[1]);
  if (words.front() == "RELEASE") return ReleaseNick(ctx, service, words[1]);
  if (words.front() == "REGAIN") return RegainNick(ctx, service, words[1]);
}

// Whether a right password proves what is asked for. One of this server proves the account that was
// asked about, if that exists; one of another place the account that was named there, which gives
// no right to the nick of another.
bool Proves(const State& state, const PendingProof& pending, const PasswordChecked& checked) {
  if (checked.account.empty()) return FindAccount(state, pending.account) != nullptr;
  const auto folded = [&](absl::string_view name) { return Fold(state.casemapping, name); };
  return pending.words.front() == "IDENTIFY" ||
         (folded(checked.account) == folded(pending.account) &&
          FindAccount(state, checked.account) != nullptr);
}

// GHOST, REGAIN and RELEASE: at once for the owner of the nick, otherwise after a proof.
void ActOnNick(ServiceCtx& ctx) {
  const std::string nick(ctx.word(0));
  std::vector<std::string> words = {std::string(ctx.request->name), nick};
  if (!IsValidNick(ctx.state.casemapping, nick, ctx.state.config.limits.nick_bytes)) {
    return ctx.Say(texts::kNickIsNone, SafeParam(nick).safe());
  }
  const Account* own = ctx.OwnAccount();
  const Account* owner = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, nick));
  if (own != nullptr && own == owner) return Act(ctx, ctx.service.nick, words);
  if (ctx.words.size() > 1) {
    return AskProof(ctx, AccountOfNick(ctx.state, nick), ctx.word(1), std::move(words));
  }
  ctx.Say(texts::kNickIsNotYours, nick);
}

}  // namespace

void Identify(ServiceCtx& ctx) {
  const std::string account = AccountOfNick(
      ctx.state, ctx.words.size() > 1 ? ctx.word(0) : absl::string_view(ctx.user.nick));
  if (ctx.user.has_account() &&
      Fold(ctx.state.casemapping, ctx.user.account) == Fold(ctx.state.casemapping, account)) {
    return ctx.Say(texts::kLoggedInToItAlready, ctx.user.account);
  }
  AskProof(ctx, account, ctx.words.back(), {"IDENTIFY"});
}

void OnProof(UserCtx& ctx, const PendingProof& pending, const PasswordChecked& checked) {
  const std::string method = absl::StrCat(pending.service, " ", pending.words.front());
  const auto fail = [&](const std::string& name, absl::string_view why, absl::string_view text) {
    ctx.Note(AuditKind::kLoginFailed,
             {{"method", method}, {"name", name}, {"why", std::string(why)}});
    ReplyFromService(ctx, pending.service, text);
  };
  if (!checked.refusal.empty()) {
    fail(pending.account, kNotChecked, ctx.Text(texts::kVerbatim, checked.refusal));
    return CountFailedLogin(ctx);
  }
  if (!checked.ok || !Proves(ctx.state, pending, checked)) {
    fail(pending.account, kWrongPassword, ctx.Text(texts::kPasswordIsWrong));
    return CountFailedLogin(ctx);
  }
  const std::string& proved = checked.account.empty() ? pending.account : checked.account;
  const Account* account = FindAccount(ctx.state, proved);
  if (account == nullptr) {
    const std::string why = checked.create ? MakeProvedAccount(ctx, proved, pending.service)
                                           : ctx.Text(texts::kProvedIsUnknown);
    if (!why.empty()) fail(proved, kRefusedAccount, why);
    return;
  }
  if (const std::string why = WhyNoLogin(ctx.state, *account); !why.empty()) {
    return fail(account->name(), kRefusedAccount, why);
  }
  ReplaceVerifier(ctx.state, ctx.out, *account, checked.replacement);
  const CredentialId credential =
      checked.credential.value == 0 ? account->password : checked.credential;
  const bool identifies = pending.words.front() == "IDENTIFY";
  if (NeedsCode(*account, credential)) {
    if (identifies) {
      return AskForSecondFactor(
          ctx, *account,
          {.account = account->name(), .method = pending.service, .credential = credential});
    }
    return ReplyFromService(ctx, pending.service, ctx.Text(texts::kSecondFactorNeedsLogin));
  }
  if (!identifies && IsForReadingOnly(*account, credential)) {
    return ReplyFromService(ctx, pending.service, ctx.Text(texts::kAppPasswordOnlyReads));
  }
  ctx.Note(AuditKind::kLoggedIn, {{"method", method}, {"name", account->name()}});
  const std::string name = account->name();
  const std::string& what = pending.words.front();
  if (what != "GHOST" && what != "RELEASE") {
    LogIn(ctx.state, ctx.out, ctx.session, name,
          {.method = pending.service, .credential = credential});
  }
  Act(ctx, pending.service, pending.words);
}

void Ghost(ServiceCtx& ctx) { ActOnNick(ctx); }
void Regain(ServiceCtx& ctx) { ActOnNick(ctx); }
void Release(ServiceCtx& ctx) { ActOnNick(ctx); }

}  // namespace irc
