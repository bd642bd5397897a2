// MemoServ LIST, READ, DEL and INFO: the memos that one has got.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/kept/commit.h"
#include "core/replies/date.h"
#include "core/replies/memo_notices.h"
#include "core/services/handlers.h"
#include "core/services/memoserv/memos.h"

namespace irc {
namespace {

std::string Head(const State& state, const NumberedMemo& memo) {
  return absl::StrCat(memo.first, " from ", SenderOf(state, *memo.second), " on ",
                      FormatDate(memo.second->sent_at), IsUnread(*memo.second) ? ", new" : "");
}

// A memo to who has asked for it with the memo, if the account has room for one.
void SendReceipt(ServiceCtx& ctx, const MemoRow& memo) {
  State& state = ctx.state;
  const Account* sender = state.accounts.Find(memo.from);
  if (sender == nullptr || !HasRoomForMemo(state, *sender)) return;
  StoreAndTakeUp(state, ctx.out,
                 {Put(MemoRow{.id = state.last_ids.NextMemo(),
                              .account = sender->id(),
                              .from = memo.account,
                              .sent_at = state.now,
                              .text = absl::StrCat("(receipt) Your memo of ",
                                                   FormatDate(memo.sent_at), " is read")})});
}

// That it was read is kept, but nobody is promised that.
void NoteRead(ServiceCtx& ctx, MemoRow memo) {
  memo.read_at = ctx.state.now;
  Record record = Put(memo);
  ctx.state.memos.Apply(record);
  ctx.out.output().stores.push_back(std::move(record));
  if (memo.receipt != 0) SendReceipt(ctx, memo);
}

}  // namespace

void MemoList(ServiceCtx& ctx) {
  const AccountId account = ctx.OwnAccount()->id();
  const std::vector<const MemoRow*> memos = ctx.state.memos.Of(account);
  for (size_t i = 0; i < memos.size(); ++i) ctx.Say(Head(ctx.state, {i + 1, memos[i]}));
  ctx.Say(absl::StrCat("Memos: ", memos.size(), ", new: ", ctx.state.memos.CountUnread(account)));
}

void MemoRead(ServiceCtx& ctx) {
  std::vector<MemoRow> unread;
  for (const NumberedMemo& memo : RequireMemos(ctx, ctx.word(0))) {
    ctx.Say(Head(ctx.state, memo));
    // No CTCP comes from a service.
    ctx.Say(absl::StrReplaceAll(memo.second->text, {{"\x01", ""}}));
    if (IsUnread(*memo.second)) unread.push_back(*memo.second);
  }
  for (MemoRow& memo : unread) NoteRead(ctx, std::move(memo));
}

void MemoDelete(ServiceCtx& ctx) {
  if (RequireUnfrozen(ctx) == nullptr) return;
  const std::vector<NumberedMemo> memos = RequireMemos(ctx, ctx.word(0));
  if (memos.empty()) return;
  std::vector<Record> drops;
  for (const auto& [number, memo] : memos) drops.push_back(Drop(*memo));
  SaveMemos(ctx, std::move(drops),
            memos.size() == 1 ? absl::StrCat("Memo ", memos.front().first, " is deleted")
                              : absl::StrCat(memos.size(), " memos are deleted"));
}

void MemoInfo(ServiceCtx& ctx) {
  const AccountId account = ctx.OwnAccount()->id();
  ctx.Say(absl::StrCat("You have ", ctx.state.memos.Of(account).size(), " memos, ",
                       ctx.state.memos.CountUnread(account), " of them new, and may have ",
                       ctx.state.config.limits.memos));
}

}  // namespace irc
