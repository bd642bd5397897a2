// What follows when the name of an account goes, or becomes another one.
#ifndef IRCSERV_CORE_KEPT_ACCOUNT_NAMES_H_
#define IRCSERV_CORE_KEPT_ACCOUNT_NAMES_H_

#include <string>

#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// Who gets the name of a removed account next may not read the conversations of the last owner.
void ForgetConversationsOfTheRemoved(State& state);

// The account has been renamed: who is logged in to it is so under the new name, and the
// conversations go on.
void FollowRename(State& state, Outbox& out, const std::string& before, const std::string& after);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_ACCOUNT_NAMES_H_
