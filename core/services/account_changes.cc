#include "core/services/account_changes.h"

#include <utility>

#include "core/kept/commit.h"

namespace irc {

void SaveAndSay(ServiceCtx& ctx, const Account& account, std::vector<Record> records,
                std::string text, absl::string_view action, absl::string_view detail) {
  if (!action.empty()) {
    records.push_back(AuditRecord(ctx.state, ctx.user, action, account.name(), detail));
  }
  AskCommit(ctx, {.records = std::move(records),
                  .account = account.name(),
                  .service = std::string(ctx.service.nick),
                  .text = std::move(text)});
}

}  // namespace irc
