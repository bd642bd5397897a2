// The end of the whole server.
#ifndef IRCSERV_CORE_ACTIONS_SHUTDOWN_H_
#define IRCSERV_CORE_ACTIONS_SHUTDOWN_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// Sends ERROR with the reason to every session and closes it. No session and no user is left.
void ShutDownServer(State& state, Outbox& out, absl::string_view reason);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_SHUTDOWN_H_
