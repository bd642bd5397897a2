#include "core/kept/expiry.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "core/actions/login.h"
#include "core/kept/channels/group_records.h"
#include "core/kept/commit.h"
#include "core/kept/expiry_search.h"
#include "core/opers/rights.h"
#include "core/policy/account_access.h"
#include "core/replies/date.h"

namespace irc {
namespace {

ExpiryTerms TermsOf(const Config& config) {
  return {.days = config.expire_days, .notice_days = config.expire_notice_days};
}

// Who gets the name of an operator's account becomes that operator.
bool NeverExpires(const State& state, const Account& account) {
  return account.Setting(kNoExpire) == "on" || IsSuspended(state, account) ||
         IsOfOperator(state, account.name());
}

absl::Time OwnerToldAt(const Account& account) {
  return ToldAt(account.Setting(kExpiryNotice), account.used_at());
}

// The accounts of the next piece that may end, or whose owner is to be told. Moves the place of the
// search.
std::vector<AccountId> TakePiece(State& state) {
  const absl::Time used_before = UsedBefore(TermsOf(state.config), state.now);
  const ExpiryRound& round = state.accounts.expiry_round();
  Accounts::UsePosition position = {round.after, round.after_id};
  std::vector<AccountId> found;
  ExpiryPiece piece;
  state.accounts.ForEachByUse(position, [&](const Account& account) {
    if (account.used_at() > used_before || !piece.Takes()) return false;
    position = {account.used_at(), account.id()};
    if (!NeverExpires(state, account)) found.push_back(account.id());
    return true;
  });
  if (piece.is_last()) position = {absl::UnixEpoch(), AccountId()};
  state.accounts.SetExpiryRound(
      {.next = piece.Next(state.now), .after = position.first, .after_id = position.second});
  return found;
}

// The names of those accounts that somebody is logged in to.
absl::flat_hash_set<std::string> NamesInUse(const State& state,
                                            const std::vector<AccountId>& accounts) {
  absl::flat_hash_set<absl::string_view> names;
  for (AccountId id : accounts) names.insert(state.accounts.Find(id)->name());
  absl::flat_hash_set<std::string> in_use;
  const auto look_at = [&](const std::string& account) {
    if (!account.empty() && names.contains(account)) in_use.insert(account);
  };
  state.users.ForEach([&](const User& user) { look_at(user.account); });
  for (const auto& [deadline, id] : state.registration_deadlines) {
    look_at(FindSession(state, id)->registration->account);
  }
  return in_use;
}

// The accounts as EndOrTell sees them.
struct AccountsInPiece {
  State& state;
  Outbox& out;
  absl::flat_hash_set<std::string> in_use;

  const Account& Of(AccountId id) const { return *state.accounts.Find(id); }
  bool IsInUse(AccountId id) const { return in_use.contains(Of(id).name()); }
  void NoteUse(AccountId id) { NoteSeen(state, out, Of(id).name()); }
  bool IsChanging(AccountId id) const { return !MayEnd(state, id); }
  absl::Time EndOf(AccountId id) const { return ExpiryOf(state, Of(id)); }
  absl::Time ToldAt(AccountId id) const { return OwnerToldAt(Of(id)); }
  // At once, because what becomes of its groups depends on the accounts that have ended before.
  void End(AccountId id) {
    TellStaffOfEnd(state, out, "account", Of(id).name(), Of(id).used_at());
    DropAtOnce(state, out, Of(id));
  }
  void Tell(AccountId id) { NotifyOfExpiry(state, out, Of(id)); }
};

}  // namespace

absl::Time NextExpiry(const State& state) {
  return state.config.expire_days == 0 ? absl::InfiniteFuture()
                                       : state.accounts.expiry_round().next;
}

absl::Time ExpiryOf(const State& state, const Account& account) {
  if (NeverExpires(state, account)) return absl::InfiniteFuture();
  return EndOf(TermsOf(state.config), state.now, account.used_at(), OwnerToldAt(account));
}

void NotifyOfExpiry(State& state, Outbox& out, const Account& account) {
  Record marker = Put(SettingRow{.account = account.id(),
                                 .key = std::string(kExpiryNotice),
                                 .value = absl::StrCat(absl::ToUnixSeconds(state.now))});
  state.accounts.Apply(marker);
  out.output().stores.push_back(std::move(marker));
  if (state.config.mail && !account.email().empty()) {
    out.output().mails.push_back({.kind = MailKind::kExpires,
                                  .account = account.name(),
                                  .to = std::string(account.email())});
  }
  out.NotifyOperators(Snomask::kData, absl::StrCat("The account ", account.name(), " expires on ",
                                                   FormatDate(ExpiryOf(state, account))));
}

void GoOnWithExpiry(State& state, Outbox& out) {
  if (state.now < NextExpiry(state)) return;
  const std::vector<AccountId> piece = TakePiece(state);
  if (piece.empty()) return;
  AccountsInPiece accounts{state, out, NamesInUse(state, piece)};
  EndOrTell(accounts, state.now, piece);
}

}  // namespace irc
