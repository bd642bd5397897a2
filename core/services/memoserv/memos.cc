#include "core/services/memoserv/memos.h"

#include "absl/strings/ascii.h"
#include "core/kept/commit.h"
#include "core/policy/account_access.h"
#include "core/services/entry_numbers.h"
#include "core/texts/common.h"
#include "core/texts/memoserv.h"

namespace irc {

std::vector<NumberedMemo> RequireMemos(ServiceCtx& ctx, absl::string_view which) {
  const std::vector<const MemoRow*> all = ctx.state.memos.Of(ctx.OwnAccount()->id());
  const std::string word = absl::AsciiStrToUpper(which);
  const std::optional<EntryNumbers> numbers = EntryNumbers::Parse(which);
  std::vector<NumberedMemo> memos;
  for (size_t number = 1; number <= all.size(); ++number) {
    const MemoRow* memo = all[number - 1];
    const bool meant = word == "ALL" || (word == "NEW" && IsUnread(*memo)) ||
                       (word == "READ" && !IsUnread(*memo)) ||
                       (word == "LAST" && number == all.size()) ||
                       (numbers.has_value() && numbers->Contains(number));
    if (meant) memos.emplace_back(number, memo);
  }
  if (memos.empty()) ctx.Say(texts::kMemoNone);
  return memos;
}

const Account* RequireUnfrozen(ServiceCtx& ctx) {
  const Account* account = ctx.OwnAccount();
  if (!IsFrozen(*account)) return account;
  ctx.Say(texts::kAccountIsFrozen);
  return nullptr;
}

const Account* RequireReceiver(ServiceCtx& ctx, absl::string_view name) {
  const Account* account = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, name));
  if (account != nullptr && !account->configured) return account;
  ctx.Say(texts::kNoAccount, name);
  return nullptr;
}

void SaveMemos(ServiceCtx& ctx, std::vector<Record> records, std::string text,
               CountedUses counted) {
  AskCommit(ctx, {.records = std::move(records),
                  .service = std::string(ctx.service.nick),
                  .text = std::move(text),
                  .counted = std::move(counted)});
}

}  // namespace irc
