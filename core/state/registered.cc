#include "core/state/registered.h"

#include "core/check.h"

namespace irc {

const RegisteredChannel* RegistrationOf(const State& state, const Channel& channel) {
  if (channel.registered == ChannelId()) return nullptr;
  const RegisteredChannel* found = state.registered_channels.Find(channel.registered);
  IRC_CHECK(found != nullptr, "UnregisterChannel ends both");
  return found;
}

const RegisteredChannel* FindRegistered(const State& state, absl::string_view name) {
  const Channel* channel = FindChannel(state, name);
  return channel == nullptr ? nullptr : RegistrationOf(state, *channel);
}

bool RegisterChannel(State& state, const ChannelRow& row) {
  Channel* channel = FindChannel(state, row.name);
  const bool is_of_another =
      channel != nullptr && channel->registered != row.id && channel->registered != ChannelId();
  const RegisteredChannel* before = state.registered_channels.Find(row.id);
  if (is_of_another || (before != nullptr && (channel == nullptr || before->live != channel->id))) {
    return false;
  }
  if (channel == nullptr) channel = &CreateChannel(state, row.name);
  channel->registered = row.id;
  ChannelRow spelled = row;
  spelled.name = channel->name;
  state.registered_channels.Apply(state.casemapping, Put(spelled));
  state.registered_channels.SetLive(row.id, channel->id);
  return true;
}

void UnregisterChannel(State& state, ChannelId id) {
  const RegisteredChannel* registered = state.registered_channels.Find(id);
  if (registered == nullptr) return;
  Channel& channel = ChannelOf(state, registered->live);
  state.registered_channels.Apply(state.casemapping, Drop(ChannelRow{.id = id}));
  channel.registered = {};
  if (channel.members.empty()) EraseChannel(state, channel);
}

bool TakeLoadedAccounts(State& state) {
  ConfigureAccounts(state);
  return state.accounts.TakeLoaded() && state.groups.TakeLoaded(state.casemapping);
}

bool TakeLoadedRegistrations(State& state) {
  bool ok = state.registered_channels.TakeLoaded(state.casemapping);
  size_t live = 0;
  state.channels.ForEach([&](const Channel& channel) {
    if (channel.registered == ChannelId()) return;
    const RegisteredChannel* registered = state.registered_channels.Find(channel.registered);
    ok &= registered != nullptr && registered->name() == channel.name;
    if (registered == nullptr) return;
    state.registered_channels.SetLive(channel.registered, channel.id);
    ++live;
  });
  return ok && live == state.registered_channels.size();
}

}  // namespace irc
