// From a line to its handler: limits, syntax, the table's row, and who may use it.
#ifndef IRCSERV_CORE_DISPATCH_H_
#define IRCSERV_CORE_DISPATCH_H_

#include "absl/strings/string_view.h"
#include "core/outbox.h"
#include "core/output.h"
#include "core/state.h"

namespace irc {

// Answers one line of a session, which may be gone afterwards.
void DispatchLine(State& state, Outbox& out, Output& output, Session& session,
                  absl::string_view line);

}  // namespace irc

#endif  // IRCSERV_CORE_DISPATCH_H_
