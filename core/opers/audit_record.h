// The entries of the audit: who did what as an operator, to what, and why. They are rows of a table
// (core/records.h) that operators read with AUDIT of OperServ.
//
// An act that is a Commit has its entry among the records of the Commit, so that there is no act
// without an entry and no entry without an act. All other acts write it with WriteAudit. Dispatch
// does so for the commands that write none of their own.
#ifndef IRCSERV_CORE_OPERS_AUDIT_RECORD_H_
#define IRCSERV_CORE_OPERS_AUDIT_RECORD_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/records.h"
#include "core/state/state.h"

namespace irc {

// The entry for an act of the user. `detail`: the reason, or what was changed.
Record AuditRecord(State& state, const User& user, absl::string_view action,
                   absl::string_view target, absl::string_view detail);

// Has the entry kept. Where nothing is kept, there is no audit.
void WriteAudit(State& state, Outbox& out, const User& user, absl::string_view action,
                absl::string_view target, absl::string_view detail);

}  // namespace irc

#endif  // IRCSERV_CORE_OPERS_AUDIT_RECORD_H_
