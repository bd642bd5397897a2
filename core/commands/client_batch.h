// Lines of a session that has a batch of its own open.
#ifndef IRCSERV_CORE_COMMANDS_CLIENT_BATCH_H_
#define IRCSERV_CORE_COMMANDS_CLIENT_BATCH_H_

#include "core/actions/context.h"

namespace irc {

// Takes the line into the open batch, if it belongs there or can not be run beside it. True: it was
// taken, and is not to be run by itself.
bool TakeIntoBatch(SessionCtx& ctx);

// A line was refused before anybody knew what it says: a batch that is open is not complete any
// more.
void SpoilBatch(SessionCtx& ctx);

// The client has been silent too long in the midst of its batch.
void EndOverdueBatch(State& state, Outbox& out, Session& session);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_CLIENT_BATCH_H_
