// The list of a channel's members (NAMES).
// https://modern.ircdocs.horse/#names-message
#ifndef IRCSERV_CORE_REPLIES_NAMES_H_
#define IRCSERV_CORE_REPLIES_NAMES_H_

#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// Replies to one session of `viewer` with 353 for the members that `viewer` may see, and 366. In
// pieces, when they are many.
void ReplyNames(State& state, Outbox& out, const Session& session, const User& viewer,
                const Channel& channel);
// Sends a part (core/replies/pieces.h).
bool SendNames(const State& state, Outbox& out, const Session& session, const User& viewer,
               NamesPart& part);

}  // namespace irc

#endif  // IRCSERV_CORE_REPLIES_NAMES_H_
