#include "core/kept/channel_effects.h"

#include <vector>

#include "core/actions/channel_grants.h"
#include "core/policy/channel_access.h"
#include "core/replies/service_notice.h"

namespace irc {

void KickByService(State& state, Outbox& out, Channel& channel, User& user,
                   absl::string_view reason) {
  Message kick = FromService(state, kChanServ, "KICK");
  kick.Param(channel.name).Param(user.nick).Trailing(reason);
  out.ReplyToWitnesses(channel, user, kick);
  PartChannel(state, channel, user);
}

void FollowAccess(State& state, Outbox& out, ChannelId id) {
  const RegisteredChannel* registered = state.registered_channels.Find(id);
  if (registered == nullptr) return;
  Channel& channel = ChannelOf(state, registered->live);
  std::vector<SlotId<User>> users;
  for (const Member& member : channel.members) users.push_back(member.user);
  for (SlotId<User> user_id : users) {
    User& user = UserOf(state, user_id);
    if (const AccessEntry* entry = KeptOutBy(state, user, *registered)) {
      const std::string& reason = entry->details->reason;
      KickByService(state, out, channel, user, reason.empty() ? "You are kept out" : reason);
      continue;
    }
    const Prefixes granted = PrefixesOnJoining(state, user, channel);
    const Prefixes entitled = PrefixesOf(RightsOf(state, user, *registered));
    const bool secure = registered->IsOn("secure");
    ChangePrefixes(state, out, channel, user, granted,
                   secure ? static_cast<Prefixes>(~(entitled | granted)) : Prefixes{0});
  }
}

}  // namespace irc
