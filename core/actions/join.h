// What the others see when somebody enters or leaves a channel, whatever made him do it.
#ifndef IRCSERV_CORE_ACTIONS_JOIN_H_
#define IRCSERV_CORE_ACTIONS_JOIN_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// Joins the user to the channel of that name, which is made if there is none (he is its operator
// then), and tells everybody. REQUIRES: the name is valid and the user is not in it.
void EnterChannel(State& state, Outbox& out, User& user, absl::string_view name);

// Shows a member whom +D hides: the others see him join now. Before whatever he says to the
// channel.
void Reveal(State& state, Outbox& out, Channel& channel, User& user);

// Takes the user out and tells everybody. REQUIRES: he is in it.
void LeaveChannel(State& state, Outbox& out, User& user, Channel& channel,
                  absl::string_view reason);

// JOIN and what comes with it, to one session of a member who was in the channel all the time, as
// if he had just joined.
void ReplyOwnJoin(const State& state, Outbox& out, const Session& session, const User& user,
                  const Channel& channel);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_JOIN_H_
