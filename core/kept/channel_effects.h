// What follows for the members of a channel when its registration or its access list has changed.
#ifndef IRCSERV_CORE_KEPT_CHANNEL_EFFECTS_H_
#define IRCSERV_CORE_KEPT_CHANNEL_EFFECTS_H_

#include "core/outbox/outbox.h"
#include "core/state/registered.h"

namespace irc {

// Members who are kept out now are kicked, and the others get the prefixes that their rights give
// on joining. In a secure channel, members lose those that they have no right to.
void FollowAccess(State& state, Outbox& out, ChannelId channel);

// ChanServ kicks a member. REQUIRES: the user is in the channel.
void KickByService(State& state, Outbox& out, Channel& channel, User& user,
                   absl::string_view reason);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_CHANNEL_EFFECTS_H_
