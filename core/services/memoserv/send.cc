// MemoServ SEND, FORWARD, CHECK and CANCEL: memos to others.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/policy/account_access.h"
#include "core/replies/date.h"
#include "core/services/handlers.h"
#include "core/services/memoserv/memos.h"

namespace irc {
namespace {

// A memo that is read is one line, also with the longest names, and so is one that was forwarded.
constexpr size_t kWrittenBytesMax = 280;
constexpr size_t kMemoBytesMax = 350;

// The reason why the account takes no memo of the sender; empty: it does.
std::string WhyNoMemo(const State& state, const Account& from, const Account& to) {
  const std::string name = absl::StrCat("The account ", to.name());
  if (!WhyNoAccess(state, to).empty()) return absl::StrCat(name, " cannot get memos now");
  if (to.Setting("NOMEMO") == "on") return absl::StrCat(name, " takes no memos");
  if (state.memos.Ignores(state.casemapping, to.id(), from.name())) {
    return absl::StrCat(name, " takes no memos from you");
  }
  if (state.memos.Of(to.id()).size() >= static_cast<size_t>(state.config.limits.memos)) {
    return absl::StrCat(name, " has as many memos as it may have");
  }
  const absl::Duration pause = absl::Seconds(state.config.limits.memo_seconds);
  if (UsesOf(state.account_uses.memos, from.id().value, pause, state.now) > 0) {
    return "You have just sent a memo; wait a moment";
  }
  return "";
}

void SendTo(ServiceCtx& ctx, absl::string_view to, std::string text) {
  const Account* from = RequireUnfrozen(ctx);
  const Account* account = from == nullptr ? nullptr : RequireReceiver(ctx, to);
  if (account == nullptr) return;
  State& state = ctx.state;
  if (const std::string why = WhyNoMemo(state, *from, *account); !why.empty()) return ctx.Say(why);
  CountUse(state.account_uses.memos, from->id().value,
           absl::Seconds(state.config.limits.memo_seconds), state.now);
  SaveMemos(ctx,
            {Put(MemoRow{.id = state.last_ids.NextMemo(),
                         .account = account->id(),
                         .sender = from->name(),
                         .sent_at = state.now,
                         .text = std::move(text)})},
            absl::StrCat("The memo is sent to ", account->name()));
}

// The last memo of the user to the account, or null. Who had the name of the user before does not
// count.
const MemoRow* LastMemoTo(ServiceCtx& ctx, const Account& account) {
  const Account& from = *ctx.OwnAccount();
  const std::vector<const MemoRow*> memos = ctx.state.memos.Of(account.id());
  const auto found = std::find_if(memos.rbegin(), memos.rend(), [&](const MemoRow* memo) {
    return memo->sent_at >= from.registered_at() && IsNameOf(ctx.state, memo->sender, from);
  });
  if (found != memos.rend()) return *found;
  ctx.Say(absl::StrCat("The account ", account.name(), " has no memo from you"));
  return nullptr;
}

}  // namespace

void MemoSend(ServiceCtx& ctx) {
  std::string text = ctx.WordsFrom(1);
  if (text.size() > kWrittenBytesMax) {
    return ctx.Say(absl::StrCat("A memo has at most ", kWrittenBytesMax, " bytes"));
  }
  SendTo(ctx, ctx.word(0), std::move(text));
}

void MemoForward(ServiceCtx& ctx) {
  const std::vector<NumberedMemo> memos = RequireMemos(ctx, ctx.word(0));
  if (memos.empty()) return;
  if (memos.size() > 1) return ctx.Say("Forward one memo at a time");
  const MemoRow& memo = *memos.front().second;
  std::string text = absl::StrCat("(from ", memo.sender, ") ", memo.text);
  if (text.size() > kMemoBytesMax) return ctx.Say("That memo was forwarded too often");
  SendTo(ctx, ctx.word(1), std::move(text));
}

void MemoCheck(ServiceCtx& ctx) {
  const Account* account = RequireReceiver(ctx, ctx.word(0));
  const MemoRow* memo = account == nullptr ? nullptr : LastMemoTo(ctx, *account);
  if (memo == nullptr) return;
  const std::string which =
      absl::StrCat("Your memo of ", FormatDate(memo->sent_at), " to ", account->name());
  ctx.Say(IsUnread(*memo) ? absl::StrCat(which, " is not read yet")
                          : absl::StrCat(which, " was read on ", FormatDate(memo->read_at)));
}

void MemoCancel(ServiceCtx& ctx) {
  if (RequireUnfrozen(ctx) == nullptr) return;
  const Account* account = RequireReceiver(ctx, ctx.word(0));
  const MemoRow* memo = account == nullptr ? nullptr : LastMemoTo(ctx, *account);
  if (memo == nullptr) return;
  if (!IsUnread(*memo))
    return ctx.Say(absl::StrCat(account->name(), " has read your memo already"));
  SaveMemos(ctx, {Drop(*memo)}, absl::StrCat("Your memo to ", account->name(), " is taken back"));
}

}  // namespace irc
