#include "core/kept/expiry.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/actions/login.h"
#include "core/kept/channels/group_records.h"
#include "core/kept/commit.h"
#include "core/opers/rights.h"
#include "core/policy/account_access.h"
#include "core/replies/date.h"

namespace irc {
namespace {

constexpr size_t kPiece = 200;  // accounts that one event looks at
constexpr absl::Duration kPause = absl::Seconds(1);

absl::Duration Days(int64_t days) { return absl::Hours(24 * days); }

// Who gets the name of an operator's account becomes that operator.
bool NeverExpires(const State& state, const Account& account) {
  return account.Setting(kNoExpire) == "on" || IsSuspended(state, account) ||
         IsOfOperator(state, account.name());
}

// When the owner was told; InfiniteFuture: not since the account was used for the last time.
absl::Time ToldAt(const Account& account) {
  int64_t seconds = 0;
  if (!absl::SimpleAtoi(account.Setting(kExpiryNotice), &seconds)) return absl::InfiniteFuture();
  const absl::Time at = absl::FromUnixSeconds(seconds);
  return at > account.used_at() ? at : absl::InfiniteFuture();
}

// The accounts of the next piece that may end, or whose owner is to be told. Moves the place of the
// search.
std::vector<AccountId> TakePiece(State& state) {
  const Config& config = state.config;
  const absl::Time used_before =
      state.now - Days(std::max<int64_t>(config.expire_days - config.expire_notice_days, 0));
  const ExpiryRound& round = state.accounts.expiry_round();
  Accounts::UsePosition position = {round.after, round.after_id};
  std::vector<AccountId> found;
  size_t seen = 0;
  bool is_last = true;
  state.accounts.ForEachByUse(position, [&](const Account& account) {
    if (account.used_at() > used_before) return false;
    is_last = seen++ < kPiece;
    if (!is_last) return false;
    position = {account.used_at(), account.id()};
    if (!NeverExpires(state, account)) found.push_back(account.id());
    return true;
  });
  if (is_last) position = {absl::UnixEpoch(), AccountId()};
  state.accounts.SetExpiryRound({.next = state.now + (is_last ? kExpiryInterval : kPause),
                                 .after = position.first,
                                 .after_id = position.second});
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

// At once, because what becomes of its groups depends on the accounts that have ended before.
void End(State& state, Outbox& out, const Account& account) {
  const std::string unused = absl::StrCat("not used since ", FormatDate(account.used_at()));
  out.output().stores.push_back(Put(AuditRecordRow{.id = state.last_ids.NextAudit(),
                                                   .at = state.now,
                                                   .actor = state.config.server_name,
                                                   .action = "EXPIRE",
                                                   .target = account.name(),
                                                   .detail = unused}));
  out.NotifyOperators(Snomask::kData,
                      absl::StrCat("The account ", account.name(), " has expired: ", unused));
  DropAtOnce(state, out, account);
}

}  // namespace

absl::Time NextExpiry(const State& state) {
  return state.config.expire_days == 0 ? absl::InfiniteFuture()
                                       : state.accounts.expiry_round().next;
}

absl::Time ExpiryOf(const State& state, const Account& account) {
  if (state.config.expire_days == 0 || NeverExpires(state, account)) return absl::InfiniteFuture();
  const absl::Time unused_for_long = account.used_at() + Days(state.config.expire_days);
  if (state.config.expire_notice_days == 0) return unused_for_long;
  const absl::Duration notice = Days(state.config.expire_notice_days);
  absl::Time told_at = ToldAt(account);
  if (told_at == absl::InfiniteFuture()) told_at = std::max(state.now, unused_for_long - notice);
  return std::max(unused_for_long, told_at + notice);
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
  const absl::flat_hash_set<std::string> in_use =
      piece.empty() ? absl::flat_hash_set<std::string>() : NamesInUse(state, piece);
  for (AccountId id : piece) {
    const Account& account = *state.accounts.Find(id);
    if (in_use.contains(account.name())) {
      NoteSeen(state, out, account.name());
    } else if (!MayEnd(state, id)) {
      continue;  // the next search will find it
    } else if (ExpiryOf(state, account) <= state.now) {
      End(state, out, account);
    } else if (ToldAt(account) == absl::InfiniteFuture()) {
      NotifyOfExpiry(state, out, account);
    }
  }
}

}  // namespace irc
