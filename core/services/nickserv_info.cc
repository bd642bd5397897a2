// NickServ INFO, ACC, STATUS and LIST: what is known about accounts.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/policy/account_access.h"
#include "core/protocol/glob.h"
#include "core/protocol/names.h"
#include "core/replies/date.h"
#include "core/services/handlers.h"

namespace irc {
namespace {

constexpr size_t kListedMax = 100;

bool IsLoggedInTo(const State& state, const User& user, const Account& account) {
  return user.has_account() &&
         Fold(state.casemapping, user.account) == Fold(state.casemapping, account.name());
}

std::string NicksOf(const Account& account) {
  return absl::StrJoin(account.details->nicks, " ", [](std::string* out, const NickRow& row) {
    absl::StrAppend(out, row.nick);
  });
}

// What the owner and operators see besides.
void SayPrivateInfo(ServiceCtx& ctx, const Account& account) {
  if (!account.row.email.empty()) ctx.Say(absl::StrCat("Mail: ", account.row.email));
  if (!account.details->nicks.empty()) ctx.Say(absl::StrCat("Nicks: ", NicksOf(account)));
  for (const SettingRow& row : account.details->settings) {
    ctx.Say(absl::StrCat("Setting ", row.key, ": ", row.value));
  }
  const size_t certificates = account.CountCredentials("certificate");
  if (certificates > 0) ctx.Say(absl::StrCat("Certificates: ", certificates));
}

}  // namespace

void AccountInfo(ServiceCtx& ctx) {
  const absl::string_view name = !ctx.words.empty()       ? ctx.word(0)
                                 : ctx.user.has_account() ? absl::string_view(ctx.user.account)
                                                          : absl::string_view(ctx.user.nick);
  const Account* account = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, name));
  if (account == nullptr) return ctx.Say(absl::StrCat("There is no account ", name));
  ctx.Say(absl::StrCat("Account: ", account->name()));
  if (account->configured) return ctx.Say("It is one of the server's configuration");
  ctx.Say(absl::StrCat("Registered: ", FormatDate(account->row.registered_at)));
  const bool own = IsLoggedInTo(ctx.state, ctx.user, *account);
  if (account->seen_at != absl::InfinitePast() &&
      (own || ctx.user.is_oper() || account->Setting("PRIVATE") != "on")) {
    ctx.Say(absl::StrCat("Last seen: ", FormatDate(account->seen_at)));
  }
  const std::string why = WhyNoLogin(ctx.state, *account);
  if (own || ctx.user.is_oper()) {
    if (!why.empty()) ctx.Say(why);
    SayPrivateInfo(ctx, *account);
  } else if (!why.empty()) {
    ctx.Say("It can not be used now");
  }
}

void Acc(ServiceCtx& ctx) {
  const absl::string_view nick = ctx.word(0);
  const Account* owner = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, nick));
  const User* user = FindUser(ctx.state, nick);
  const bool in = owner != nullptr && user != nullptr && IsLoggedInTo(ctx.state, *user, *owner);
  ctx.Say(absl::StrCat(user == nullptr ? nick : absl::string_view(user->nick), " ",
                       ctx.request->name, " ",
                       owner == nullptr ? 0
                       : in             ? 3
                                        : 1));
}
void Status(ServiceCtx& ctx) { Acc(ctx); }

void ListAccounts(ServiceCtx& ctx) {
  const Glob mask(ctx.state.casemapping, ctx.word(0));
  const auto matches = [&](absl::string_view text) {
    return !text.empty() && mask.Matches(GlobText(ctx.state.casemapping, text));
  };
  size_t found = 0;
  ctx.state.accounts.ForEach([&](const Account& account) {
    if (!matches(account.name()) && !matches(account.row.email)) return;
    if (++found > kListedMax) return;
    ctx.Say(absl::StrCat(account.name(), account.row.email.empty() ? "" : " ", account.row.email));
  });
  ctx.Say(found > kListedMax ? absl::StrCat("The first ", kListedMax, " of ", found, " accounts")
                             : absl::StrCat(found, found == 1 ? " account" : " accounts"));
}

}  // namespace irc
