// Who reaches a user with what he says to him: caller-id, ACCEPT, SILENCE and the user modes that
// keep messages away.
#ifndef IRCSERV_CORE_POLICY_PRIVATE_MESSAGES_H_
#define IRCSERV_CORE_POLICY_PRIVATE_MESSAGES_H_

#include "absl/strings/string_view.h"
#include "core/policy/policy.h"
#include "core/state/state.h"

namespace irc {

// Whether `user` has put `other` on his ACCEPT list.
bool Accepts(const User& user, const User& other);

// Lets the user hear from `other`, to whom he has just spoken, where his modes would keep him away.
// Does nothing when the list is full.
void AcceptInReturn(const State& state, User& user, const User& other);

// Whether a mask of the user's SILENCE list hits `other`, who is never told.
bool Silences(const State& state, const User& user, const User& other);

// Under +g only those who were accepted reach him.
bool NeedsAccepting(const User& user, const User& sender);

// Under +R only those who are logged in, under +T no CTCP requests but ACTION.
Refusal CannotReach(const User& user, const User& sender, absl::string_view text);

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_PRIVATE_MESSAGES_H_
