// MemoServ IGNORE: the accounts that may send no memos to one.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "core/services/handlers.h"
#include "core/services/memoserv/memos.h"
#include "core/texts/memoserv.h"

namespace irc {
namespace {

constexpr size_t kIgnoresMax = 50;  // of an account

void AddIgnore(ServiceCtx& ctx, const Account& own) {
  const Account* other = RequireReceiver(ctx, ctx.word(1));
  if (other == nullptr) return;
  if (ctx.state.memos.Ignores(own.id(), other->id())) {
    return ctx.Say(texts::kMemoIgnoredAlready, other->name());
  }
  if (ctx.state.memos.IgnoresOf(own.id()).size() >= kIgnoresMax) {
    return ctx.Say(texts::kMemoIgnoresFull);
  }
  SaveMemos(ctx, {Put(MemoIgnoreRow{.account = own.id(), .ignored = other->id()})},
            ctx.Text(texts::kMemoIsIgnored, other->name()));
}

void DeleteIgnore(ServiceCtx& ctx, const Account& own) {
  const Account* other = RequireReceiver(ctx, ctx.word(1));
  if (other == nullptr) return;
  if (!ctx.state.memos.Ignores(own.id(), other->id())) {
    return ctx.Say(texts::kMemoNotIgnored, other->name());
  }
  SaveMemos(ctx, {Drop(MemoIgnoreRow{.account = own.id(), .ignored = other->id()})},
            ctx.Text(texts::kMemoIsUnignored, other->name()));
}

void ClearIgnores(ServiceCtx& ctx, const Account& own) {
  std::vector<Record> drops;
  for (MemoIgnoreRow& ignore : ctx.state.memos.IgnoresOf(own.id())) {
    drops.push_back(Drop(std::move(ignore)));
  }
  if (drops.empty()) return ctx.Say(texts::kMemoIgnoresNone);
  SaveMemos(ctx, std::move(drops), ctx.Text(texts::kMemoIgnoresCleared));
}

void ListIgnores(ServiceCtx& ctx, const Account& own) {
  const std::vector<MemoIgnoreRow> ignores = ctx.state.memos.IgnoresOf(own.id());
  for (const MemoIgnoreRow& ignore : ignores) {
    ctx.Say(texts::kMemoIgnored, ctx.state.accounts.Find(ignore.ignored)->name());
  }
  ctx.Say(texts::kMemoIgnoresListed, ignores.size());
}

}  // namespace

void MemoIgnore(ServiceCtx& ctx) {
  if (absl::EqualsIgnoreCase(ctx.word(0), "LIST")) return ListIgnores(ctx, *ctx.OwnAccount());
  const Account* own = RequireUnfrozen(ctx);
  if (own == nullptr) return;
  if (absl::EqualsIgnoreCase(ctx.word(0), "CLEAR")) return ClearIgnores(ctx, *own);
  if (ctx.words.size() > 1 && absl::EqualsIgnoreCase(ctx.word(0), "ADD")) {
    return AddIgnore(ctx, *own);
  }
  if (ctx.words.size() > 1 && absl::EqualsIgnoreCase(ctx.word(0), "DEL")) {
    return DeleteIgnore(ctx, *own);
  }
  ctx.SaySyntax();
}

}  // namespace irc
