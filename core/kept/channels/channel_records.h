// Registered channels that are kept: how rows become channels, and what goes with one.
#ifndef IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_RECORDS_H_
#define IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_RECORDS_H_

#include <cstdint>
#include <vector>

#include "core/records.h"
#include "core/state/registered.h"

namespace irc {

// Takes up a change of a row of a registered channel, with what stands in the Channel itself.
// Ignores rows of other tables, and what contradicts the rest: a channel that is not registered, a
// mask that cannot be read.
void TakeUpChannelRecord(State& state, const Record& record);

// What takes a registered channel away with all that belongs to it. People may stay in it.
std::vector<Record> DropsOfChannel(const State& state, const RegisteredChannel& channel);

// What ends the offer of the channel to an account, if there is one.
std::vector<Record> DropsOfOffer(const RegisteredChannel& channel);

// What takes away the entries of that subject in all channels: it goes.
std::vector<Record> EntriesOf(const State& state, EntryKind kind, uint64_t subject);

// What becomes of the channels of an account that goes: the successor gets what it has founded, or
// the channel is registered no more; its entries go, and what was offered to it or by it.
std::vector<Record> ChannelsWithout(const State& state, const Account& account);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_RECORDS_H_
