// The rules about messages to a user: caller-id (+g), ACCEPT, SILENCE and the user modes that
// refuse messages.
#ifndef IRCSERV_CORE_POLICY_PRIVATE_MESSAGES_H_
#define IRCSERV_CORE_POLICY_PRIVATE_MESSAGES_H_

#include "absl/strings/string_view.h"
#include "core/policy/policy.h"
#include "core/state/state.h"

namespace irc {

// True when `other` is on the ACCEPT list of `user`.
bool Accepts(const User& user, const User& other);

// True when a mask of the user's SILENCE list matches `other`, who gets no notice of it.
bool Silences(const State& state, const User& user, const User& other);

// True when `user` has +g and has not accepted `sender`.
bool NeedsAccepting(const User& user, const User& sender);

// 477 under +R for a sender who is not logged in, 531 under +T for CTCP requests but ACTION.
Refusal CannotMessage(const User& user, const User& sender, absl::string_view text);

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_PRIVATE_MESSAGES_H_
