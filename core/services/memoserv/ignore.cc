// MemoServ IGNORE: the accounts that may send no memos to one.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/services/handlers.h"
#include "core/services/memoserv/memos.h"

namespace irc {
namespace {

constexpr size_t kIgnoresMax = 50;  // of an account

void AddIgnore(ServiceCtx& ctx, const Account& own) {
  const Account* other = RequireReceiver(ctx, ctx.word(1));
  if (other == nullptr) return;
  if (ctx.state.memos.Ignores(own.id(), other->id())) {
    return ctx.Say(absl::StrCat("You ignore memos from ", other->name(), " already"));
  }
  if (ctx.state.memos.IgnoresOf(own.id()).size() >= kIgnoresMax) {
    return ctx.Say("You ignore as many accounts as you may");
  }
  SaveMemos(ctx, {Put(MemoIgnoreRow{.account = own.id(), .ignored = other->id()})},
            absl::StrCat("Memos from ", other->name(), " are refused now"));
}

void DeleteIgnore(ServiceCtx& ctx, const Account& own) {
  const Account* other = RequireReceiver(ctx, ctx.word(1));
  if (other == nullptr) return;
  if (!ctx.state.memos.Ignores(own.id(), other->id())) {
    return ctx.Say(absl::StrCat("You do not ignore memos from ", other->name()));
  }
  SaveMemos(ctx, {Drop(MemoIgnoreRow{.account = own.id(), .ignored = other->id()})},
            absl::StrCat("Memos from ", other->name(), " are welcome"));
}

void ClearIgnores(ServiceCtx& ctx, const Account& own) {
  std::vector<Record> drops;
  for (MemoIgnoreRow& ignore : ctx.state.memos.IgnoresOf(own.id())) {
    drops.push_back(Drop(std::move(ignore)));
  }
  if (drops.empty()) return ctx.Say("You ignore nobody");
  SaveMemos(ctx, std::move(drops), "You ignore nobody now");
}

void ListIgnores(ServiceCtx& ctx, const Account& own) {
  const std::vector<MemoIgnoreRow> ignores = ctx.state.memos.IgnoresOf(own.id());
  for (const MemoIgnoreRow& ignore : ignores) {
    ctx.Say(ctx.state.accounts.Find(ignore.ignored)->name());
  }
  ctx.Say(absl::StrCat("Ignored: ", ignores.size()));
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
