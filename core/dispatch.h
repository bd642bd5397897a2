// The path of a line to its handler: limits, syntax, the row of the command, and access.
#ifndef IRCSERV_CORE_DISPATCH_H_
#define IRCSERV_CORE_DISPATCH_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/output.h"
#include "core/replies/welcome.h"
#include "core/state/state.h"

namespace irc {

// Answers one line of a session, which may be gone afterwards.
void DispatchLine(State& state, Outbox& out, const WelcomeLines& welcome, Output& output,
                  Session& session, absl::string_view line);

}  // namespace irc

#endif  // IRCSERV_CORE_DISPATCH_H_
