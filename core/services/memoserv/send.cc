// MemoServ SEND, RSEND, FORWARD, CHECK and CANCEL: memos to others.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "core/group_rights.h"
#include "core/replies/date.h"
#include "core/replies/memo_notices.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/services/memoserv/memos.h"
#include "core/texts/common.h"
#include "core/texts/groupserv.h"
#include "core/texts/memoserv.h"

namespace irc {
namespace {

// A memo that is read is one line, also with the longest names, and so is one that was forwarded.
constexpr size_t kWrittenBytesMax = 280;
constexpr size_t kMemoBytesMax = 350;

Record MemoTo(ServiceCtx& ctx, const Account& from, const Account& to, std::string text,
              bool receipt = false) {
  return Put(MemoRow{.id = ctx.state.last_ids.NextMemo(),
                     .account = to.id(),
                     .from = from.id(),
                     .sent_at = ctx.state.now,
                     .text = std::move(text),
                     .receipt = receipt ? 1u : 0u});
}

void SendToAccount(ServiceCtx& ctx, const Account& from, absl::string_view to, std::string text,
                   bool receipt) {
  const Account* account = RequireReceiver(ctx, to);
  if (account == nullptr) return;
  const std::string why = WhyNoMemo(ctx, from, *account);
  if (!why.empty()) return ctx.SayFilled(why);
  if (!MaySendMemo(ctx, from)) return;
  SaveMemos(ctx, {MemoTo(ctx, from, *account, std::move(text), receipt)},
            ctx.Text(texts::kMemoIsSent, account->name()), {.memo = from.id().value});
}

// To all who get the memos of the group; the sender has to be one of them.
void SendToGroup(ServiceCtx& ctx, const Account& from, absl::string_view to,
                 const std::string& text) {
  const Group* group = ctx.state.groups.Find(Fold(ctx.state.casemapping, to));
  if (group == nullptr) return ctx.Say(texts::kNoGroup, SafeParam(to).safe());
  const std::string of_group = ctx.Text(texts::kMemoForGroup, group->name(), text);
  if (!MayAs(group->RightsOf(from.id()), GroupRight::kMemos)) {
    return ctx.Say(texts::kMemoNotOfGroup, group->name());
  }
  if (of_group.size() > kMemoBytesMax) return ctx.Say(texts::kMemoTooLongForGroup);
  std::vector<const Account*> receivers;
  size_t refused = 0;
  for (const auto& [id, member] : group->members) {
    const Account& account = *ctx.state.accounts.Find(id);
    if (id == from.id() || !MayAs(group->RightsOf(id), GroupRight::kMemos)) continue;
    if (WhyNoMemo(ctx, from, account).empty()) {
      receivers.push_back(&account);
    } else {
      ++refused;
    }
  }
  if (receivers.empty()) {
    return ctx.Say(texts::kMemoNobodyInGroup, group->name());
  }
  if (!MaySendMemo(ctx, from)) return;
  const size_t count = receivers.size();
  std::vector<Record> memos;
  for (const Account* account : receivers) memos.push_back(MemoTo(ctx, from, *account, of_group));
  SaveMemos(ctx, std::move(memos),
            refused == 0
                ? ctx.Text(texts::kMemoIsSentToGroup.Of(count), count, group->name())
                : ctx.Text(texts::kMemoIsSentToSome.Of(count), count, group->name(), refused),
            {.memo = from.id().value});
}

// To an account or a group.
void SendTo(ServiceCtx& ctx, absl::string_view to, std::string text) {
  const Account* from = RequireUnfrozen(ctx);
  if (from == nullptr) return;
  if (absl::StartsWith(to, "!")) return SendToGroup(ctx, *from, to, text);
  SendToAccount(ctx, *from, to, std::move(text), /*receipt=*/false);
}

// The text of SEND and RSEND; nothing, after a sentence, when it is too long.
std::optional<std::string> WrittenText(ServiceCtx& ctx) {
  std::string text = ctx.WordsFrom(1);
  if (text.size() <= kWrittenBytesMax) return text;
  ctx.Say(texts::kMemoTooLong, kWrittenBytesMax);
  return std::nullopt;
}

// The last memo of the user to the account; says so and returns null when there is none.
const MemoRow* LastMemoTo(ServiceCtx& ctx, const Account& account) {
  const Account& from = *ctx.OwnAccount();
  const std::vector<const MemoRow*> memos = ctx.state.memos.Of(account.id());
  const auto found = std::find_if(memos.rbegin(), memos.rend(),
                                  [&](const MemoRow* memo) { return memo->from == from.id(); });
  if (found != memos.rend()) return *found;
  ctx.Say(texts::kMemoNotSent, account.name());
  return nullptr;
}

}  // namespace

void MemoSend(ServiceCtx& ctx) {
  std::optional<std::string> text = WrittenText(ctx);
  if (text.has_value()) SendTo(ctx, ctx.word(0), *std::move(text));
}

void MemoSendWithReceipt(ServiceCtx& ctx) {
  std::optional<std::string> text = WrittenText(ctx);
  const Account* from = text.has_value() ? RequireUnfrozen(ctx) : nullptr;
  if (from == nullptr) return;
  SendToAccount(ctx, *from, ctx.word(0), *std::move(text), /*receipt=*/true);
}

void MemoForward(ServiceCtx& ctx) {
  const std::vector<NumberedMemo> memos = RequireMemos(ctx, ctx.word(0));
  if (memos.empty()) return;
  if (memos.size() > 1) return ctx.Say(texts::kMemoForwardOne);
  const MemoRow& memo = *memos.front().second;
  std::string text = ctx.Text(texts::kMemoForwarded, SenderOf(ctx.state, memo), memo.text);
  if (text.size() > kMemoBytesMax) return ctx.Say(texts::kMemoForwardedTooOften);
  SendTo(ctx, ctx.word(1), std::move(text));
}

void MemoCheck(ServiceCtx& ctx) {
  const Account* account = RequireReceiver(ctx, ctx.word(0));
  const MemoRow* memo = account == nullptr ? nullptr : LastMemoTo(ctx, *account);
  if (memo == nullptr) return;
  const std::string date = FormatDate(memo->sent_at);
  if (IsUnread(*memo)) return ctx.Say(texts::kMemoNotRead, date, account->name());
  ctx.Say(texts::kMemoWasRead, date, account->name(), FormatDate(memo->read_at));
}

void MemoCancel(ServiceCtx& ctx) {
  if (RequireUnfrozen(ctx) == nullptr) return;
  const Account* account = RequireReceiver(ctx, ctx.word(0));
  const MemoRow* memo = account == nullptr ? nullptr : LastMemoTo(ctx, *account);
  if (memo == nullptr) return;
  if (!IsUnread(*memo)) return ctx.Say(texts::kMemoReadAlready, account->name());
  SaveMemos(ctx, {Drop(*memo)}, ctx.Text(texts::kMemoIsCancelled, account->name()));
}

}  // namespace irc
