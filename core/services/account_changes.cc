#include "core/services/account_changes.h"

#include <utility>

#include "core/kept/commit.h"
#include "core/opers/audit_record.h"

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

}  // namespace irc
