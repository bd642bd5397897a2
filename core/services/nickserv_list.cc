// NickServ LIST [NAME|MAIL|HOST] <mask> [SUSPENDED|FROZEN|UNVERIFIED], for operators.
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "core/policy/account_access.h"
#include "core/protocol/glob.h"
#include "core/protocol/names.h"
#include "core/replies/date.h"
#include "core/services/handlers.h"
#include "core/texts/nickserv.h"

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

std::string DescribeSuspension(const ServiceCtx& ctx, const SuspensionRow& row) {
  const std::string by = row.by.substr(0, row.by.find('!'));
  if (row.expires_at == absl::InfiniteFuture()) {
    return ctx.Text(texts::kListedSuspended, by, row.reason);
  }
  return ctx.Text(texts::kListedSuspendedUntil, by, FormatDate(row.expires_at), row.reason);
}

void SayAccount(ServiceCtx& ctx, const Account& account) {
  std::vector<std::string> details;
  if (!MailOf(account).empty()) details.emplace_back(MailOf(account));
  if (!account.verified()) details.push_back(ctx.Text(texts::kListedUnverified));
  if (IsFrozen(account)) details.push_back(ctx.Text(texts::kListedFrozen));
  if (IsSuspended(ctx.state, account)) {
    details.push_back(DescribeSuspension(ctx, *account.details->suspension));
  }
  if (details.empty()) return ctx.Say(texts::kListedAccount, account.name());
  ctx.Say(texts::kListedAccountWith, account.name(), absl::StrJoin(details, ", "));
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
    if (++found <= kListedMax) SayAccount(ctx, account);
  });
  if (found > kListedMax) return ctx.Say(texts::kListedAccountsFirst, kListedMax, found);
  ctx.Say(texts::kListedAccounts, found);
}

}  // namespace irc
