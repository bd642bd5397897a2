#include "core/replies/memo_notices.h"

#include "core/replies/service_notice.h"
#include "core/texts/memoserv.h"

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
                           FillText(state.config.services, texts::kMemosUnread.Of(count), count)));
}

std::string SenderOf(const State& state, const MemoRow& memo) {
  if (memo.from == AccountId()) return memo.sender;
  const Account* account = state.accounts.Find(memo.from);
  return account == nullptr ? FillText(state.config.services, texts::kMemoSenderGone)
                            : account->name();
}

void NotifyOfMemo(const State& state, Outbox& out, const MemoRow& memo) {
  const Account* account = state.accounts.Find(memo.account);
  if (account == nullptr) return;
  const std::string text = FillText(state.config.services, texts::kMemoArrived,
                                    SenderOf(state, memo), state.memos.Of(memo.account).size());
  state.users.ForEach([&](const User& user) {
    if (user.account == account->name()) out.NotifyUser(user, Notice(state, user.nick, text));
  });
}

}  // namespace irc
