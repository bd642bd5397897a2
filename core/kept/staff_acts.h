// What follows when rules of staff (core/state/registry/staff_rules.h) begin and end.
#ifndef IRCSERV_CORE_KEPT_STAFF_ACTS_H_
#define IRCSERV_CORE_KEPT_STAFF_ACTS_H_

#include "absl/time/time.h"
#include "core/outbox/outbox.h"
#include "core/records.h"
#include "core/state/state.h"

namespace irc {

// Tells the operators of a level of DEFCON that was taken up; of no other record.
void TellOfDefcon(Outbox& out, const Record& record);

// When the next forbid, limit of sessions or setting ends.
absl::Time NextStaffRuleEnd(const State& state);
// Drops forbids, limits of sessions and settings that have ended, and tells the operators.
void EndStaffRules(State& state, Outbox& out);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_STAFF_ACTS_H_
