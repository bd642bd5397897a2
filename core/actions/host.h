// The visible host of a user.
// https://ircv3.net/specs/extensions/chghost
#ifndef IRCSERV_CORE_ACTIONS_HOST_H_
#define IRCSERV_CORE_ACTIONS_HOST_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// Changes the visible host of a user and notifies all who see the user: CHGHOST, or without that
// capability QUIT and JOIN.
void ChangeHost(State& state, Outbox& out, User& user, absl::string_view host);

// Shows the host that the user has now (core/policy/hosts.h), if it is another one.
void RenewHost(State& state, Outbox& out, User& user);
// The same for all who are logged in to the account.
void RenewHosts(State& state, Outbox& out, AccountId account);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_HOST_H_
