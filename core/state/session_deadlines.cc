#include "core/state/session_deadlines.h"

#include <memory>
#include <utility>

namespace irc {
namespace {

void SetBatchDeadline(State& state, Session& session) {
  session.batch->deadline = state.now + kClientBatchTimeout;
  state.batch_deadlines.insert({session.batch->deadline, session.id});
}

}  // namespace

void SetRegistrationDeadline(State& state, Session& session) {
  session.registration->deadline =
      session.connected_at + absl::Seconds(state.config.limits.unregistered_seconds);
  state.registration_deadlines.insert({session.registration->deadline, session.id});
}

void ForgetRegistrationDeadline(State& state, const Session& session) {
  if (session.registered()) return;
  state.registration_deadlines.erase({session.registration->deadline, session.id});
}

void RenewRegistrationDeadlines(State& state) {
  state.sessions.ForEach([&](Session& session) {
    if (session.registered()) return;
    ForgetRegistrationDeadline(state, session);
    SetRegistrationDeadline(state, session);
  });
}

void OpenClientBatch(State& state, Session& session, ClientBatch batch) {
  ForgetBatchDeadline(state, session);
  session.batch = std::make_unique<ClientBatch>(std::move(batch));
  SetBatchDeadline(state, session);
}

void ProlongClientBatch(State& state, Session& session) {
  ForgetBatchDeadline(state, session);
  SetBatchDeadline(state, session);
}

void RefuseClientBatch(State& state, Session& session) {
  ForgetBatchDeadline(state, session);
  ClientBatch refused;
  refused.reference = std::move(session.batch->reference);
  refused.refused = true;
  *session.batch = std::move(refused);
}

void CloseClientBatch(State& state, Session& session) {
  ForgetBatchDeadline(state, session);
  session.batch = nullptr;
}

void ForgetBatchDeadline(State& state, const Session& session) {
  if (session.batch == nullptr) return;
  state.batch_deadlines.erase({session.batch->deadline, session.id});
}

void IndexDeadlines(State& state) {
  state.registration_deadlines.clear();
  state.batch_deadlines.clear();
  state.sessions.ForEach([&](const Session& session) {
    if (session.batch != nullptr && !session.batch->refused) {
      state.batch_deadlines.insert({session.batch->deadline, session.id});
    }
    if (session.registered()) return;
    state.registration_deadlines.insert({session.registration->deadline, session.id});
  });
}

}  // namespace irc
