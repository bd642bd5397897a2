// Client batches: the handling of lines while a session has a batch open.
// https://ircv3.net/specs/extensions/client-batch
#ifndef IRCSERV_CORE_COMMANDS_CLIENT_BATCH_H_
#define IRCSERV_CORE_COMMANDS_CLIENT_BATCH_H_

#include "core/actions/context.h"

namespace irc {

// Handles a line with a batch tag: adds it to the open batch, or refuses it. Returns true when the
// line was handled and must not be executed as a command. Another line ends an open batch with an
// error, except for BATCH -, PING, PONG and QUIT.
bool TakeIntoBatch(SessionCtx& ctx);

// Refuses the open batch, if there is one. Also called for a line that was refused before it was
// parsed: it may have been a line of the batch, so the batch would be incomplete.
void SpoilBatch(SessionCtx& ctx);

// Refuses the open batch because its timeout has expired.
void EndOverdueBatch(State& state, Outbox& out, Session& session);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_CLIENT_BATCH_H_
