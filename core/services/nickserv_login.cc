// NickServ IDENTIFY, LOGOUT, GHOST and REGAIN: what a password, or a login, gives access to.
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/actions/login.h"
#include "core/actions/nick.h"
#include "core/actions/quit.h"
#include "core/kept/registration.h"
#include "core/policy/account_access.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/services/handlers.h"

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
    if (other->id == ctx.user.id) return ReplyFromService(ctx, service, "That is you");
    EndUser(ctx.state, ctx.out, *other, absl::StrCat("GHOST by ", ctx.user.nick));
  } else {
    const auto found = ctx.state.nick_index.find(Fold(ctx.state.casemapping, nick));
    if (found == ctx.state.nick_index.end()) {
      return ReplyFromService(ctx, service, absl::StrCat("Nobody uses the nick ", nick));
    }
    EndSession(ctx.state, ctx.out, SessionOf(ctx.state, found->second.session),
               absl::StrCat("GHOST by ", ctx.user.nick), CloseCause::kRemoved);
  }
  ReplyFromService(ctx, service, absl::StrCat("The nick ", nick, " is free now"));
}

void RegainNick(UserCtx& ctx, absl::string_view service, const std::string& nick) {
  if (!NickIsFree(ctx.state, nick, ctx.session)) EndUserOfNick(ctx, service, nick);
  if (const Refusal refusal = CannotChangeNick(ctx.state, ctx.user, nick)) {
    return ctx.Reply(*refusal);
  }
  if (ctx.user.nick != nick) ChangeNick(ctx.state, ctx.out, ctx.user, nick);
  ReplyFromService(ctx, service, absl::StrCat("You have the nick ", nick));
}

// Does what the user has proved to be allowed to.
void Act(UserCtx& ctx, absl::string_view service, const std::vector<std::string>& words) {
  if (words.front() == "GHOST") return EndUserOfNick(ctx, service, words[1]);
  if (words.front() == "REGAIN") return RegainNick(ctx, service, words[1]);
}

// GHOST and REGAIN: at once for the owner of the nick, otherwise after a proof.
void ActOnNick(ServiceCtx& ctx) {
  const std::string nick(ctx.word(0));
  std::vector<std::string> words = {std::string(ctx.request->name), nick};
  if (!IsValidNick(nick, ctx.state.config.limits.nick_bytes)) {
    return ctx.Say(absl::StrCat(SafeParam(nick).safe(), " is no nick"));
  }
  const Account* own = ctx.OwnAccount();
  const Account* owner = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, nick));
  if (own != nullptr && own == owner) return Act(ctx, ctx.service.nick, words);
  if (ctx.words.size() > 1) {
    return AskProof(ctx, AccountOfNick(ctx.state, nick), ctx.word(1), std::move(words));
  }
  ctx.Say(absl::StrCat("The nick ", nick, " is not yours; log in first, or give the password"));
}

}  // namespace

void Identify(ServiceCtx& ctx) {
  const std::string account = AccountOfNick(
      ctx.state, ctx.words.size() > 1 ? ctx.word(0) : absl::string_view(ctx.user.nick));
  if (ctx.user.has_account() &&
      Fold(ctx.state.casemapping, ctx.user.account) == Fold(ctx.state.casemapping, account)) {
    return ctx.Say(absl::StrCat("You are logged in to ", ctx.user.account, " already"));
  }
  AskProof(ctx, account, ctx.words.back(), {"IDENTIFY"});
}

void OnProof(UserCtx& ctx, const PendingProof& pending, const PasswordChecked& checked) {
  const Account* account = FindAccount(ctx.state, pending.account);
  const std::string method = absl::StrCat(pending.service, " ", pending.words.front());
  if (!checked.ok || account == nullptr) {
    ctx.Note(AuditKind::kLoginFailed,
             {{"method", method}, {"name", pending.account}, {"why", std::string(kWrongPassword)}});
    ReplyFromService(ctx, pending.service, "The account or the password is wrong");
    return CountFailedLogin(ctx);
  }
  if (const std::string why = WhyNoLogin(ctx.state, *account); !why.empty()) {
    ctx.Note(
        AuditKind::kLoginFailed,
        {{"method", method}, {"name", account->name()}, {"why", std::string(kRefusedAccount)}});
    return ReplyFromService(ctx, pending.service, why);
  }
  ReplaceVerifier(ctx.state, ctx.out, *account, checked.replacement);
  ctx.Note(AuditKind::kLoggedIn, {{"method", method}, {"name", account->name()}});
  const std::string name = account->name();
  if (pending.words.front() != "GHOST") LogIn(ctx.state, ctx.out, ctx.session, name);
  Act(ctx, pending.service, pending.words);
}

void Ghost(ServiceCtx& ctx) { ActOnNick(ctx); }
void Regain(ServiceCtx& ctx) { ActOnNick(ctx); }

void Logout(ServiceCtx& ctx) {
  LogOut(ctx.state, ctx.out, ctx.user);
  ctx.Say("You are logged out");
}

}  // namespace irc
