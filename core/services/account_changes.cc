#include "core/services/account_changes.h"

#include <utility>

#include "core/kept/belongings.h"
#include "core/kept/commit.h"
#include "core/opers/audit_record.h"
#include "core/policy/account_access.h"
#include "core/texts/memoserv.h"

namespace irc {
namespace {

void Save(ServiceCtx& ctx, absl::string_view target, std::string account,
          std::vector<Record> records, std::string text, absl::string_view action,
          absl::string_view detail) {
  const bool by_staff = ctx.request->access == ServiceAccess::kOperator;
  const absl::string_view act = action.empty() && by_staff ? ctx.request->name : action;
  if (!act.empty()) records.push_back(AuditRecord(ctx.state, ctx.user, act, target, detail));
  AskCommit(ctx, {.records = std::move(records),
                  .account = std::move(account),
                  .service = std::string(ctx.service.nick),
                  .text = std::move(text)});
}

}  // namespace

void SaveAndSay(ServiceCtx& ctx, const Account& account, std::vector<Record> records,
                std::string text, absl::string_view action, absl::string_view detail) {
  Save(ctx, account.name(), account.name(), std::move(records), std::move(text), action, detail);
}

void SaveOfName(ServiceCtx& ctx, absl::string_view name, std::vector<Record> records,
                std::string text, absl::string_view detail) {
  Save(ctx, name, "", std::move(records), std::move(text), "", detail);
}

bool HasRoomForMemo(const State& state, const Account& account) {
  return CountMemos(state, account.id()) < static_cast<size_t>(state.config.limits.memos);
}

std::string WhyNoMemo(const ServiceCtx& ctx, const Account& from, const Account& to) {
  const std::string& name = to.name();
  if (!WhyNoAccess(ctx.state, to).empty()) return ctx.Text(texts::kMemoAccountClosed, name);
  if (to.Setting("NOMEMO") == "on") return ctx.Text(texts::kMemoAccountTakesNone, name);
  if (ctx.state.memos.Ignores(to.id(), from.id())) {
    return ctx.Text(texts::kMemoAccountIgnores, name);
  }
  if (!HasRoomForMemo(ctx.state, to)) return ctx.Text(texts::kMemoAccountFull, name);
  return "";
}

bool MaySendMemo(ServiceCtx& ctx, const Account& from) {
  State& state = ctx.state;
  const absl::Duration pause = absl::Seconds(state.config.limits.memo_seconds);
  if (UsesOf(state.account_uses.memos, from.id().value, pause, state.now) > 0) {
    ctx.Say(texts::kMemoSentJustNow);
    return false;
  }
  CountUse(state.account_uses.memos, from.id().value, pause, state.now);
  return true;
}

}  // namespace irc
