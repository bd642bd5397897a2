#include "core/opers/audit_record.h"

#include <string>

namespace irc {

Record AuditRecord(State& state, const User& user, absl::string_view action,
                   absl::string_view target, absl::string_view detail) {
  return Put(AuditRecordRow{.id = state.last_ids.NextAudit(),
                            .at = state.now,
                            .actor = user.mask(),
                            .account = user.account,
                            .oper = *user.oper,
                            .action = std::string(action),
                            .target = std::string(target),
                            .detail = std::string(detail)});
}

void WriteAudit(State& state, Outbox& out, const User& user, absl::string_view action,
                absl::string_view target, absl::string_view detail) {
  if (!state.config.accounts_kept) return;
  out.output().stores.push_back(AuditRecord(state, user, action, target, detail));
}

}  // namespace irc
