#include "core/services/memoserv/memos.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/kept/commit.h"
#include "core/policy/account_access.h"

namespace irc {
namespace {

using Span = std::pair<size_t, size_t>;  // of numbers, both ends included

std::optional<Span> ParseSpan(absl::string_view text) {
  const std::pair<absl::string_view, absl::string_view> ends =
      absl::StrSplit(text, absl::MaxSplits('-', 1));
  Span span;
  if (!absl::SimpleAtoi(ends.first, &span.first)) return std::nullopt;
  span.second = span.first;
  if (text.find('-') != absl::string_view::npos && !absl::SimpleAtoi(ends.second, &span.second)) {
    return std::nullopt;
  }
  return span;
}

// None when the text is no list of numbers.
std::vector<Span> ParseSpans(absl::string_view text) {
  std::vector<Span> spans;
  for (absl::string_view part : absl::StrSplit(text, ',', absl::SkipEmpty())) {
    const std::optional<Span> span = ParseSpan(part);
    if (!span.has_value()) return {};
    spans.push_back(*span);
  }
  return spans;
}

}  // namespace

std::vector<NumberedMemo> RequireMemos(ServiceCtx& ctx, absl::string_view which) {
  const std::vector<const MemoRow*> all = ctx.state.memos.Of(ctx.OwnAccount()->id());
  const std::string word = absl::AsciiStrToUpper(which);
  const std::vector<Span> spans = ParseSpans(which);
  std::vector<NumberedMemo> memos;
  for (size_t number = 1; number <= all.size(); ++number) {
    const MemoRow* memo = all[number - 1];
    const bool meant = word == "ALL" || (word == "NEW" && IsUnread(*memo)) ||
                       (word == "READ" && !IsUnread(*memo)) ||
                       (word == "LAST" && number == all.size()) ||
                       std::any_of(spans.begin(), spans.end(), [&](const Span& span) {
                         return span.first <= number && number <= span.second;
                       });
    if (meant) memos.emplace_back(number, memo);
  }
  if (memos.empty()) ctx.Say("You have no such memos");
  return memos;
}

const Account* RequireUnfrozen(ServiceCtx& ctx) {
  const Account* account = ctx.OwnAccount();
  if (!IsFrozen(*account)) return account;
  ctx.Say("Your account is frozen: you can change nothing of it now");
  return nullptr;
}

const Account* RequireReceiver(ServiceCtx& ctx, absl::string_view name) {
  const Account* account = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, name));
  if (account != nullptr && !account->configured) return account;
  ctx.Say(absl::StrCat("There is no account ", name));
  return nullptr;
}

void SaveMemos(ServiceCtx& ctx, std::vector<Record> records, std::string text) {
  AskCommit(ctx, {.records = std::move(records),
                  .service = std::string(ctx.service.nick),
                  .text = std::move(text)});
}

}  // namespace irc
