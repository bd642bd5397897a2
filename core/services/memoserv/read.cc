// MemoServ LIST, READ, DEL and INFO: the memos that one has got.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/replies/date.h"
#include "core/services/handlers.h"
#include "core/services/memoserv/memos.h"

namespace irc {
namespace {

std::string Head(const NumberedMemo& memo) {
  return absl::StrCat(memo.first, " from ", memo.second->sender, " on ",
                      FormatDate(memo.second->sent_at), IsUnread(*memo.second) ? ", new" : "");
}

// That it was read is kept, but nobody is promised that.
void NoteRead(ServiceCtx& ctx, MemoRow memo) {
  memo.read_at = ctx.state.now;
  Record record = Put(std::move(memo));
  ctx.state.memos.Apply(record);
  ctx.out.output().stores.push_back(std::move(record));
}

}  // namespace

void MemoList(ServiceCtx& ctx) {
  const AccountId account = ctx.OwnAccount()->id();
  const std::vector<const MemoRow*> memos = ctx.state.memos.Of(account);
  for (size_t i = 0; i < memos.size(); ++i) ctx.Say(Head({i + 1, memos[i]}));
  ctx.Say(absl::StrCat("Memos: ", memos.size(), ", new: ", ctx.state.memos.CountUnread(account)));
}

void MemoRead(ServiceCtx& ctx) {
  std::vector<MemoRow> unread;
  for (const NumberedMemo& memo : RequireMemos(ctx, ctx.word(0))) {
    ctx.Say(Head(memo));
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
