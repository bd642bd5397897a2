// What ChanServ does to the members of registered channels: prefixes by their rights, and kicks.
#ifndef IRCSERV_CORE_ACTIONS_CHANNEL_GRANTS_H_
#define IRCSERV_CORE_ACTIONS_CHANNEL_GRANTS_H_

#include "absl/strings/string_view.h"
#include "core/channel_rights.h"
#include "core/outbox/outbox.h"
#include "core/state/registered.h"

namespace irc {

// The prefixes that the user gets on joining; none in a channel that is not registered.
Prefixes PrefixesOnJoining(const State& state, const User& user, const Channel& channel);
Prefixes PrefixesOnJoining(const State& state, const Channel& channel, ChannelRights rights);
// The rights of the user in the channel; none when it is not registered.
ChannelRights RightsIn(const State& state, const User& user, const Channel& channel);

// ChanServ changes the prefixes of a member, and the channel hears of it. Nothing happens when
// there is nothing to change. REQUIRES: the user is in the channel.
void ChangePrefixes(State& state, Outbox& out, Channel& channel, User& user, Prefixes add,
                    Prefixes remove);
// Only the message about prefixes that the member has got in another way.
void AnnouncePrefixes(const State& state, Outbox& out, const Channel& channel, const User& user,
                      Prefixes add, Prefixes remove);

// Kicks a member. REQUIRES: the user is in the channel.
void KickByService(State& state, Outbox& out, Channel& channel, User& user,
                   absl::string_view reason);
// Kicks a member that an entry keeps out; false: none does. REQUIRES: the user is in the channel.
bool KickIfKeptOut(State& state, Outbox& out, const RegisteredChannel& registered, User& user);

// After a login, in all channels that the user is in: kicks the user where an entry keeps the
// account out, and gives what its rights give on joining elsewhere.
void ApplyRightsEverywhere(State& state, Outbox& out, User& user);

// What follows a join: the use of the channel is noted, and the user reads its entry message.
void FollowJoin(State& state, Outbox& out, const Channel& channel, const User& user,
                ChannelRights rights);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_CHANNEL_GRANTS_H_
