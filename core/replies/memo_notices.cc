#include "core/replies/memo_notices.h"

#include "absl/strings/str_cat.h"
#include "core/replies/service_notice.h"

namespace irc {
namespace {

Message Notice(const State& state, absl::string_view nick, absl::string_view text) {
  return FromService(state, MemoServ(state), "NOTICE").Param(nick).Trailing(text);
}

}  // namespace

void NotifyOfUnreadMemos(const State& state, Outbox& out, const Session& session) {
  const User& user = UserOf(state, session.user);
  const Account* account = user.has_account() ? FindAccount(state, user.account) : nullptr;
  if (account == nullptr || account->configured) return;
  const size_t count = state.memos.CountUnread(account->id());
  if (count == 0) return;
  out.NotifySession(session,
                    Notice(state, user.nick,
                           absl::StrCat("You have ", count, " new memo", count == 1 ? "" : "s",
                                        ": /msg ", MemoServ(state), " READ NEW")));
}

std::string SenderOf(const State& state, const MemoRow& memo) {
  if (memo.from == AccountId()) return memo.sender;
  const Account* account = state.accounts.Find(memo.from);
  return account == nullptr ? "(an account that is gone)" : account->name();
}

void NotifyOfMemo(const State& state, Outbox& out, const MemoRow& memo) {
  const Account* account = state.accounts.Find(memo.account);
  if (account == nullptr) return;
  const std::string text =
      absl::StrCat("You have a new memo from ", SenderOf(state, memo), ": /msg ", MemoServ(state),
                   " READ ", state.memos.Of(memo.account).size());
  state.users.ForEach([&](const User& user) {
    if (user.account == account->name()) out.NotifyUser(user, Notice(state, user.nick, text));
  });
}

}  // namespace irc
