// Entering and leaving a channel, for all commands that do it.
#ifndef IRCSERV_CORE_ACTIONS_JOIN_H_
#define IRCSERV_CORE_ACTIONS_JOIN_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// Joins the user to the channel of that name and notifies the members who see the user. A channel
// that does not exist is created, with the user as operator. REQUIRES: the name is valid and the
// user is not in the channel.
void EnterChannel(State& state, Outbox& out, User& user, absl::string_view name);

// Shows a member that +D hides: the other members get the JOIN now. It comes before everything that
// the member sends to the channel.
void Reveal(State& state, Outbox& out, Channel& channel, User& user);

// Removes the user and notifies the members who see the user. REQUIRES: the user is in the channel.
void LeaveChannel(State& state, Outbox& out, User& user, Channel& channel,
                  absl::string_view reason);

// Forgets the user's invitations to channels that are gone.
void ForgetDeadInvitations(const State& state, User& user);
// The user may pass the modes of the channel that keep others out. The oldest invitation goes when
// there are too many.
void RememberInvitation(const State& state, User& user, const Channel& channel);

// Replies to one session of a member with JOIN and the lines that follow it, as if the user had
// just joined.
void ReplyOwnJoin(State& state, Outbox& out, const Session& session, const User& user,
                  const Channel& channel);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_JOIN_H_
