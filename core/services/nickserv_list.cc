// NickServ LIST [NAME|MAIL|HOST] <mask> [SUSPENDED|FROZEN|UNVERIFIED], for operators.
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/policy/account_access.h"
#include "core/protocol/glob.h"
#include "core/protocol/names.h"
#include "core/replies/date.h"
#include "core/services/handlers.h"

namespace irc {
namespace {

constexpr size_t kListedMax = 100;

enum class Where { kNameOrMail, kName, kMail, kHost };
enum class Only { kAll, kSuspended, kFrozen, kUnverified, kUnknown };

Only OnlyOf(absl::string_view word) {
  const std::string upper = absl::AsciiStrToUpper(word);
  if (upper.empty()) return Only::kAll;
  if (upper == "SUSPENDED") return Only::kSuspended;
  if (upper == "FROZEN") return Only::kFrozen;
  return upper == "UNVERIFIED" ? Only::kUnverified : Only::kUnknown;
}

bool IsAmong(const State& state, const Account& account, Only only) {
  switch (only) {
    case Only::kSuspended:
      return IsSuspended(state, account);
    case Only::kFrozen:
      return IsFrozen(account);
    case Only::kUnverified:
      return !account.verified();
    case Only::kAll:
    case Only::kUnknown:
      break;
  }
  return true;
}

// The folded accounts that somebody from a matching host or address is logged in to.
absl::flat_hash_set<Folded> AccountsFrom(const State& state, const Glob& mask) {
  absl::flat_hash_set<Folded> accounts;
  state.users.ForEach([&](const User& user) {
    if (!user.has_account()) return;
    for (SlotId<Session> id : user.sessions) {
      const Peer& peer = SessionOf(state, id).peer;
      if (mask.Matches(GlobText(state.casemapping, peer.host)) ||
          mask.Matches(GlobText(state.casemapping, peer.ip))) {
        accounts.insert(Fold(state.casemapping, user.account));
      }
    }
  });
  return accounts;
}

// The address of the account, or the one that is still to be verified.
absl::string_view MailOf(const Account& account) {
  return account.email().empty() ? account.wanted_email() : account.email();
}

std::string Describe(const State& state, const Account& account) {
  std::string text = account.name();
  if (!MailOf(account).empty()) absl::StrAppend(&text, " ", MailOf(account));
  if (IsSuspended(state, account)) {
    const SuspensionRow& row = *account.details->suspension;
    const bool ends = row.expires_at != absl::InfiniteFuture();
    absl::StrAppend(&text, " suspended by ", row.by.substr(0, row.by.find('!')),
                    ends ? " until " : "", ends ? FormatDate(row.expires_at) : "", ": ",
                    row.reason);
  }
  if (IsFrozen(account)) absl::StrAppend(&text, " frozen");
  if (!account.verified()) absl::StrAppend(&text, " unverified");
  return text;
}

}  // namespace

void ListAccounts(ServiceCtx& ctx) {
  const State& state = ctx.state;
  const std::string first = absl::AsciiStrToUpper(ctx.word(0));
  Where where = ctx.words.size() < 2 ? Where::kNameOrMail
                : first == "NAME"    ? Where::kName
                : first == "MAIL"    ? Where::kMail
                : first == "HOST"    ? Where::kHost
                                     : Where::kNameOrMail;
  const size_t at = where == Where::kNameOrMail ? 0 : 1;
  const Only only = OnlyOf(ctx.word(at + 1));
  if (only == Only::kUnknown || ctx.words.size() > at + 2) {
    return ctx.SaySyntax();
  }
  const Glob mask(state.casemapping, ctx.word(at));
  const auto matches = [&](absl::string_view text) {
    return !text.empty() && mask.Matches(GlobText(state.casemapping, text));
  };
  absl::flat_hash_set<Folded> from;
  if (where == Where::kHost) from = AccountsFrom(state, mask);
  const auto is_meant = [&](const Account& account) {
    switch (where) {
      case Where::kName:
        return matches(account.name());
      case Where::kMail:
        return matches(MailOf(account));
      case Where::kHost:
        return from.contains(Fold(state.casemapping, account.name()));
      case Where::kNameOrMail:
        break;
    }
    return matches(account.name()) || matches(MailOf(account));
  };
  size_t found = 0;
  state.accounts.ForEach([&](const Account& account) {
    if (!IsAmong(state, account, only) || !is_meant(account)) return;
    if (++found <= kListedMax) ctx.Say(Describe(state, account));
  });
  ctx.Say(found > kListedMax ? absl::StrCat("The first ", kListedMax, " of ", found, " accounts")
                             : absl::StrCat(found, found == 1 ? " account" : " accounts"));
}

}  // namespace irc
