// When sessions that do not go on are ended: those that do not register, and those that have begun
// a batch and do not close it.
//
// Law of this file: nothing else edits state.registration_deadlines and state.batch_deadlines,
// which have the deadlines that the sessions have.
#ifndef IRCSERV_CORE_STATE_SESSION_DEADLINES_H_
#define IRCSERV_CORE_STATE_SESSION_DEADLINES_H_

#include "core/state/state.h"

namespace irc {

// A session that is not registered has limits.unregistered_seconds since it connected.
// REQUIRES: it has no deadline yet.
void SetRegistrationDeadline(State& state, Session& session);
void ForgetRegistrationDeadline(State& state, const Session& session);
// The same for all sessions, because the limit is another one.
void RenewRegistrationDeadlines(State& state);

// Opens a batch of the client; it replaces one that is open.
void OpenClientBatch(State& state, Session& session, ClientBatch batch);
// The client has added to its batch: its timeout begins anew. REQUIRES: it is not refused.
void ProlongClientBatch(State& state, Session& session);
// Forgets the lines of the batch; its further lines are ignored.
void RefuseClientBatch(State& state, Session& session);
void CloseClientBatch(State& state, Session& session);
// The session ends, and its batch with it.
void ForgetBatchDeadline(State& state, const Session& session);

// Builds the indexes again, because the deadlines were changed.
void IndexDeadlines(State& state);

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_SESSION_DEADLINES_H_
