// The channels that are registered, and how they hang together with those that people are in: a
// registered channel has a Channel also when nobody is in it.
//
// Law of this file: Channel::registered and RegisteredChannel::live lead to each other, and both
// have the same name.
#ifndef IRCSERV_CORE_STATE_REGISTERED_H_
#define IRCSERV_CORE_STATE_REGISTERED_H_

#include "absl/strings/string_view.h"
#include "core/ids.h"
#include "core/state/state.h"

namespace irc {

// What is known about the channel as a registered one; null: it is not registered.
const RegisteredChannel* RegistrationOf(const State& state, const Channel& channel);
// The channel of that name, if it is registered; else null.
const RegisteredChannel* FindRegistered(const State& state, absl::string_view name);

// The channel is registered from now on, or its row has changed; a new name must be that of the
// Channel already (RenameChannel). False when another registered channel has this name.
bool RegisterChannel(State& state, const ChannelRow& row);
// It is registered no more, and goes if nobody is in it.
void UnregisterChannel(State& state, ChannelId id);

// Takes the accounts and groups of a snapshot; false when they contradict each other.
bool TakeLoadedAccounts(State& state);
// Connects both after a snapshot was loaded; false when they contradict each other.
// REQUIRES: the indexes of channels are built.
bool TakeLoadedRegistrations(State& state);

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_REGISTERED_H_
