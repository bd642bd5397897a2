// The end of sessions and users.
#ifndef IRCSERV_CORE_ACTIONS_QUIT_H_
#define IRCSERV_CORE_ACTIONS_QUIT_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/output.h"
#include "core/state/state.h"

namespace irc {

// The reason of a QUIT without one. Channels in which the user may not speak see it in the place of
// any other.
inline constexpr absl::string_view kWordlessQuit = "Client Quit";

// Ends the session with ERROR; when it was the last one of its user, the others see the user quit
// for the same reason. `session` and its user are gone afterwards.
void EndSession(State& state, Outbox& out, Session& session, absl::string_view reason,
                CloseCause cause);

// Ends all sessions of a user because an operator removes the user (KILL). `user` is gone
// afterwards.
void EndUser(State& state, Outbox& out, User& user, absl::string_view reason);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_QUIT_H_
