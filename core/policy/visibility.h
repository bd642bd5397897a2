// Who sees whom in a channel: the one rule that modes +u (auditorium) and +D (delayed join) come
// to. Everything that shows somebody's presence (JOIN, PART, QUIT, NICK, AWAY, KICK, NAMES, WHO, …)
// asks it, through Outbox::ToWitnesses and ToNeighbours or through policy.h; what somebody says or
// does in the channel is for all its members.
//
// Under +u those without a prefix are seen by those who have one. What changes with +u itself, or
// with a prefix, is told by the MODE alone, as Ergo does it: a JOIN for each of the many who come
// into view would be a flood, and NAMES tells who is there.
// Under +D those who have joined are seen by nobody until they speak or are given a prefix; then
// their JOIN is shown. Who is hidden stays so when +D goes.
#ifndef IRCSERV_CORE_POLICY_VISIBILITY_H_
#define IRCSERV_CORE_POLICY_VISIBILITY_H_

#include <cstdint>

#include "core/state/channel.h"

namespace irc {

// Who sees a member; he always sees himself.
enum class Sight : uint8_t { kEverybody, kPrefixed, kHimself };

inline Sight SightOf(const Channel& channel, const Member& member) {
  if (member.hidden) return Sight::kHimself;
  if (channel.Has(ChannelMode::kAuditorium) && member.prefixes == 0) return Sight::kPrefixed;
  return Sight::kEverybody;
}

// Whether `viewer`, who is null for somebody outside, sees `member`.
inline bool Sees(const Channel& channel, const Member* viewer, const Member& member) {
  const Sight sight = SightOf(channel, member);
  if (sight == Sight::kEverybody) return true;
  if (viewer == nullptr) return false;
  return viewer->user == member.user || (sight == Sight::kPrefixed && viewer->prefixes != 0);
}

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_VISIBILITY_H_
