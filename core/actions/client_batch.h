// Batches that clients send. Their only type is draft/multiline, a message of several lines.
// https://ircv3.net/specs/extensions/client-batch, https://ircv3.net/specs/extensions/multiline
#ifndef IRCSERV_CORE_ACTIONS_CLIENT_BATCH_H_
#define IRCSERV_CORE_ACTIONS_CLIENT_BATCH_H_

#include "absl/strings/string_view.h"
#include "core/replies/context.h"

namespace irc {

// True for letters, digits and hyphens.
bool IsBatchReference(absl::string_view text);

// BATCH +<reference>: opens a batch, or replies with the refusal. `p` are the parameters of BATCH.
void OpenBatch(UserCtx& ctx, absl::string_view reference, const Params& p);

// BATCH -<reference>: sends the message of the open batch, or replies with the refusal.
// REQUIRES: a batch is open.
void FinishBatch(UserCtx& ctx);

// Takes the line into the open batch, if it belongs there or cannot be run beside it. Returns true
// when the line was taken and is not to be run by itself.
bool TakeIntoBatch(SessionCtx& ctx);

// Refuses the open batch, if there is one: a line that could not be read may have belonged to it.
void SpoilBatch(SessionCtx& ctx);

// Refuses the batch of a session whose client has sent no line of it for too long.
void EndOverdueBatch(State& state, Outbox& out, Session& session);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_CLIENT_BATCH_H_
