// What follows for the members of a channel when its registration or its access list has changed.
#ifndef IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_EFFECTS_H_
#define IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_EFFECTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/records.h"
#include "core/state/registered.h"

namespace irc {

// After the records have been taken up. Members that a new entry keeps out are kicked, and those
// that it gives rights get the prefixes that come on joining; so does a new founder. In a secure
// channel, members lose the prefixes that they have no right to. A new mode lock sets and unsets
// its modes. The users of an account that the channel is offered to read so.
void FollowChannelRecords(State& state, Outbox& out, const std::vector<Record>& records);

// What the account that the channel is offered to reads, in a notice or a memo.
std::string OfferText(const State& state, const RegisteredChannel& channel);

// The same for all members, whatever has changed.
void ApplyRightsToAll(State& state, Outbox& out, const RegisteredChannel& registered);

// Kicks the members that an entry keeps out; returns how many.
size_t KickKeptOut(State& state, Outbox& out, const RegisteredChannel& registered);

// Nobody may be in that channel any more: all but operators are kicked.
void EmptyChannel(State& state, Outbox& out, absl::string_view name, absl::string_view reason);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_EFFECTS_H_
