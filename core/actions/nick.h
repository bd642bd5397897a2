// A change of nick.
// https://modern.ircdocs.horse/#nick-message
#ifndef IRCSERV_CORE_ACTIONS_NICK_H_
#define IRCSERV_CORE_ACTIONS_NICK_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// Changes the nick of a registered user and notifies all who see or monitor the user. REQUIRES: the
// nick is valid and free.
void ChangeNick(State& state, Outbox& out, User& user, absl::string_view nick);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_NICK_H_
