// MemoServ LIST, READ, DEL and INFO: the memos that one has got.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_replace.h"
#include "core/kept/commit.h"
#include "core/replies/date.h"
#include "core/replies/memo_notices.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/services/memoserv/memos.h"
#include "core/texts/memoserv.h"

namespace irc {
namespace {

void SayHead(ServiceCtx& ctx, const NumberedMemo& memo) {
  ctx.Say(IsUnread(*memo.second) ? texts::kMemoHeadNew : texts::kMemoHead, memo.first,
          SenderOf(ctx.state, *memo.second), FormatDate(memo.second->sent_at));
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
                              .text = ctx.Text(texts::kMemoReceipt, FormatDate(memo.sent_at))})});
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
  for (size_t i = 0; i < memos.size(); ++i) SayHead(ctx, {i + 1, memos[i]});
  ctx.Say(texts::kMemosListed, memos.size(), ctx.state.memos.CountUnread(account));
}

void MemoRead(ServiceCtx& ctx) {
  std::vector<MemoRow> unread;
  for (const NumberedMemo& memo : RequireMemos(ctx, ctx.word(0))) {
    SayHead(ctx, memo);
    // No CTCP comes from a service.
    ctx.Say(texts::kMemoText, absl::StrReplaceAll(memo.second->text, {{"\x01", ""}}));
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
            memos.size() == 1 ? ctx.Text(texts::kMemoIsDeleted, memos.front().first)
                              : ctx.Text(texts::kMemosAreDeleted, memos.size()));
}

void MemoInfo(ServiceCtx& ctx) {
  const AccountId account = ctx.OwnAccount()->id();
  const size_t count = ctx.state.memos.Of(account).size();
  ctx.Say(texts::kMemosInfo.Of(count), count, ctx.state.memos.CountUnread(account),
          ctx.state.config.limits.memos);
}

}  // namespace irc
