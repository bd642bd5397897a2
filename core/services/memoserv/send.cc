// MemoServ SEND, RSEND, FORWARD, CHECK and CANCEL: memos to others.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/group_rights.h"
#include "core/policy/account_access.h"
#include "core/replies/date.h"
#include "core/replies/memo_notices.h"
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
  if (state.memos.Ignores(to.id(), from.id())) {
    return absl::StrCat(name, " takes no memos from you");
  }
  if (!HasRoomForMemo(state, to)) return absl::StrCat(name, " has as many memos as it may have");
  return "";
}

// Counts the use of the sender; says so and returns false when the last one was just now.
bool MaySendNow(ServiceCtx& ctx, const Account& from) {
  State& state = ctx.state;
  const absl::Duration pause = absl::Seconds(state.config.limits.memo_seconds);
  if (UsesOf(state.account_uses.memos, from.id().value, pause, state.now) > 0) {
    ctx.Say("You have just sent a memo; wait a moment");
    return false;
  }
  CountUse(state.account_uses.memos, from.id().value, pause, state.now);
  return true;
}

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
  const std::string why = WhyNoMemo(ctx.state, from, *account);
  if (!why.empty()) return ctx.Say(why);
  if (!MaySendNow(ctx, from)) return;
  SaveMemos(ctx, {MemoTo(ctx, from, *account, std::move(text), receipt)},
            absl::StrCat("The memo is sent to ", account->name()));
}

// To all who get the memos of the group; the sender has to be one of them.
void SendToGroup(ServiceCtx& ctx, const Account& from, absl::string_view to,
                 const std::string& text) {
  const Group* group = ctx.state.groups.Find(Fold(ctx.state.casemapping, to));
  if (group == nullptr) return ctx.Say(absl::StrCat("There is no group ", SafeParam(to).safe()));
  const std::string of_group = absl::StrCat("(to ", group->name(), ") ", text);
  if (!MayAs(group->RightsOf(from.id()), GroupRight::kMemos)) {
    return ctx.Say(
        absl::StrCat("You do not get the memos to ", group->name(), ", and so cannot send any"));
  }
  if (of_group.size() > kMemoBytesMax) return ctx.Say("That memo is too long for a group");
  std::vector<const Account*> receivers;
  size_t refused = 0;
  for (const auto& [id, member] : group->members) {
    const Account& account = *ctx.state.accounts.Find(id);
    if (id == from.id() || !MayAs(group->RightsOf(id), GroupRight::kMemos)) continue;
    if (WhyNoMemo(ctx.state, from, account).empty()) {
      receivers.push_back(&account);
    } else {
      ++refused;
    }
  }
  if (receivers.empty()) {
    return ctx.Say(absl::StrCat("Nobody in ", group->name(), " takes a memo from you now"));
  }
  if (!MaySendNow(ctx, from)) return;
  std::vector<Record> memos;
  for (const Account* account : receivers) memos.push_back(MemoTo(ctx, from, *account, of_group));
  SaveMemos(ctx, std::move(memos),
            absl::StrCat("The memo is sent to ", receivers.size(),
                         receivers.size() == 1 ? " member of " : " members of ", group->name(),
                         refused == 0 ? "" : absl::StrCat("; not to ", refused)));
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
  ctx.Say(absl::StrCat("A memo has at most ", kWrittenBytesMax, " bytes"));
  return std::nullopt;
}

// The last memo of the user to the account; says so and returns null when there is none.
const MemoRow* LastMemoTo(ServiceCtx& ctx, const Account& account) {
  const Account& from = *ctx.OwnAccount();
  const std::vector<const MemoRow*> memos = ctx.state.memos.Of(account.id());
  const auto found = std::find_if(memos.rbegin(), memos.rend(),
                                  [&](const MemoRow* memo) { return memo->from == from.id(); });
  if (found != memos.rend()) return *found;
  ctx.Say(absl::StrCat("The account ", account.name(), " has no memo from you"));
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
  if (memos.size() > 1) return ctx.Say("Forward one memo at a time");
  const MemoRow& memo = *memos.front().second;
  std::string text = absl::StrCat("(from ", SenderOf(ctx.state, memo), ") ", memo.text);
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
