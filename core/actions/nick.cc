#include "core/actions/nick.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/actions/history_writer.h"
#include "core/actions/notify/monitor_notify.h"
#include "core/outbox/source.h"
#include "core/policy/account_access.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/utf8.h"
#include "core/replies/service_notice.h"
#include "core/texts/nickserv.h"

namespace irc {
namespace {

template <size_t N, typename... Values>
void NotifyFromNickServ(State& state, Outbox& out, const User& user, const AnswerText<N>& text,
                        const Values&... values) {
  out.NotifyUser(user, FromService(state, NickServ(state), "NOTICE")
                           .Param(user.nick)
                           .Trailing(FillText(state.config.services, text, values...)));
}

absl::Duration Timeout(const State& state) {
  return absl::Seconds(state.config.nick_timeout_seconds);
}

// A nick that nobody has and that belongs to no account; empty when there is none left. The number
// of the event is as good as a random one here. Where nicks are short, the name is cut.
std::string FreeGuestNick(const State& state) {
  const int64_t bytes_max = state.config.limits.nick_bytes;
  const int digits = static_cast<int>(std::min<int64_t>(5, bytes_max - 1));
  const absl::string_view name =
      TruncateUtf8(state.config.guest_nick, static_cast<size_t>(bytes_max - digits));
  uint64_t numbers = 1;
  for (int i = 0; i < digits; ++i) numbers *= 10;
  for (uint64_t i = 0; i < numbers; ++i) {
    std::string nick = digits == 0
                           ? std::string(name)
                           : absl::StrFormat("%s%0*u", name, digits, (state.seq + i) % numbers);
    const Folded folded = Fold(state.casemapping, nick);
    if (IsValidNick(state.casemapping, nick, bytes_max) && !state.nick_index.contains(folded) &&
        state.accounts.OwnerOf(folded) == nullptr) {
      return nick;
    }
  }
  return "";
}

// Whether the users of the account are to have its name as their nick. A name of the configuration
// need not be one that can be a nick.
bool MustBeNick(const State& state, const Account& account) {
  return state.config.nick_equals_account &&
         IsValidNick(state.casemapping, account.name(), state.config.limits.nick_bytes);
}

// The nicks in use that keep others from using `nick`: itself, and those that look like it.
std::vector<Folded> UsedLike(const State& state, absl::string_view nick) {
  absl::btree_set<Folded> used;
  if (const Folded folded = Fold(state.casemapping, nick); state.nick_index.contains(folded)) {
    used.insert(folded);
  }
  state.nick_guard.lookalikes.Any(nick, [&](const std::string& other) {
    used.insert(Fold(state.casemapping, other));
    return false;
  });
  return {used.begin(), used.end()};
}

// Takes the nick, which is in use, from who is not logged in to its owner or to `account`; false
// when somebody who is has it, or no other nick is left.
bool FreeUsed(State& state, Outbox& out, const Folded& nick, const Account& account,
              const AnswerText<0>& why) {
  const NickOwner& holder = state.nick_index.find(nick)->second;
  User* user = state.users.Find(holder.user);
  Session* session = user == nullptr ? &SessionOf(state, holder.session) : nullptr;
  const absl::string_view in = user == nullptr ? session->registration->account : user->account;
  const Account* owner = state.accounts.OwnerOf(nick);
  if (IsNameOf(state, in, account) || (owner != nullptr && IsNameOf(state, in, *owner))) {
    return false;
  }
  if (user != nullptr) return MakeGuest(state, out, *user, why);
  out.NotifySession(*session, kErrNickOfAnother(session->registration->nick));
  ForgetReservedNick(state, *session);
  return true;
}

}  // namespace

void ChangeNick(State& state, Outbox& out, User& user, absl::string_view nick) {
  Message change = From(user, "NICK").Param(nick);
  const bool same_name = Fold(state.casemapping, user.nick) == Fold(state.casemapping, nick);
  out.NotifyOperators(Snomask::kNicks, absl::StrCat("Nick change: ", user.nick, " to ", nick));
  if (!same_name) RememberUser(state, user);
  AppendEventToHistory(state, out, user, change);
  out.ReplyToNeighboursAndSelf(user, change);
  const std::string old_nick = user.nick;
  RenameUser(state, user, nick);
  if (same_name) return;
  NotifyOffline(state, out, old_nick);
  NotifyOnline(state, out, user);
  if (state.nick_guard.deadlines.Has(user.id)) {
    // Otherwise a user who comes back to the nick would have it for as long again.
    state.nick_guard.held.Set(Fold(state.casemapping, old_nick), state.now + Timeout(state));
    state.nick_guard.deadlines.Forget(user.id);
  }
  WatchNick(state, out, user);
}

void WatchNick(State& state, Outbox& out, User& user) {
  // One that is kept strictly became so while the user had it.
  if (ProtectionFrom(state, user.nick, user.account) == NickProtection::kOff) {
    return state.nick_guard.deadlines.Forget(user.id);
  }
  if (state.nick_guard.deadlines.Has(user.id)) return;
  state.nick_guard.deadlines.Set(user.id, state.now + Timeout(state));
  const bool is_owned = state.accounts.OwnerOf(Fold(state.casemapping, user.nick)) != nullptr;
  const int64_t seconds = state.config.nick_timeout_seconds;
  const auto& text = is_owned ? texts::kNickNeedsLogin : texts::kNickLookalikeNeedsLogin;
  NotifyFromNickServ(state, out, user, text.Of(static_cast<uint64_t>(seconds)), user.nick, seconds);
}

void WatchUsersOf(State& state, Outbox& out, absl::string_view nick) {
  for (const Folded& used : UsedLike(state, nick)) {
    if (User* user = FindUser(state, used.bytes())) WatchNick(state, out, *user);
  }
}

bool MakeGuest(State& state, Outbox& out, User& user, const AnswerText<0>& why) {
  const std::string nick = FreeGuestNick(state);
  if (nick.empty()) return false;
  const bool is_owned = state.accounts.OwnerOf(Fold(state.casemapping, user.nick)) != nullptr;
  const std::string reason = FillText(state.config.services, why);
  if (is_owned) {
    NotifyFromNickServ(state, out, user, texts::kNickIsTakenHow, reason, nick, user.nick);
  } else {
    NotifyFromNickServ(state, out, user, texts::kNickIsTaken, reason, nick);
  }
  ChangeNick(state, out, user, nick);
  return true;
}

void TakeNicksBack(State& state, Outbox& out) {
  state.nick_guard.held.TakeDue(state.now);
  for (SlotId<User> id : state.nick_guard.deadlines.TakeDue(state.now)) {
    User& user = UserOf(state, id);
    // The owner, or the account, may be gone.
    if (ProtectionFrom(state, user.nick, user.account) == NickProtection::kOff) continue;
    state.nick_guard.held.Set(Fold(state.casemapping, user.nick), state.now + Timeout(state));
    MakeGuest(state, out, user, texts::kNickLoginIsMissing);
  }
}

bool FreeNick(State& state, Outbox& out, const Session& session, absl::string_view nick,
              const Account& account, const AnswerText<0>& why) {
  const Folded folded = Fold(state.casemapping, nick);
  const Folded own = Fold(state.casemapping, NickOf(state, session));
  for (const Folded& used : UsedLike(state, nick)) {
    if (used == own && used != folded) continue;  // given up with the change to `nick`
    if (!FreeUsed(state, out, used, account, why)) return false;
  }
  return true;
}

void TakeNickOfAccount(State& state, Outbox& out, User& user) {
  const Account* account = FindAccount(state, user.account);
  if (account == nullptr || !MustBeNick(state, *account) || IsNameOf(state, user.nick, *account)) {
    return;
  }
  const Session& session = SessionOf(state, user.sessions.front());
  if (!FreeNick(state, out, session, account->name(), *account, texts::kNickOwnerLoggedIn)) {
    return NotifyFromNickServ(state, out, user, texts::kNickIsUsedByYourAccount, account->name());
  }
  ChangeNick(state, out, user, account->name());
}

bool TakeNickOfAccount(State& state, Outbox& out, Session& session) {
  const Registration& registration = *session.registration;
  const Account* account = FindAccount(state, registration.account);
  if (account == nullptr || !MustBeNick(state, *account) ||
      IsNameOf(state, registration.nick, *account)) {
    return true;
  }
  if (!FreeNick(state, out, session, account->name(), *account, texts::kNickOwnerLoggedIn)) {
    return false;
  }
  ReserveNick(state, session, account->name());
  return true;
}

}  // namespace irc
