// The visibility of members in a channel: the single rule behind the modes +u (auditorium) and +D
// (delayed join). (User mode +i hides users, not members: CanFindUser in policy.h.) Everything that
// shows a member's presence (JOIN, PART, QUIT, NICK, AWAY, KICK, NAMES, WHO, …) asks it, most of it
// through Outbox::ReplyToWitnesses and ReplyToNeighbours or through policy.h; messages and other
// actions in the channel are shown to all members.
//
// Under +u members without a prefix are seen only by members with one. When +u itself or a prefix
// changes, the MODE is the only message, as in Ergo: a JOIN for each member who comes into view
// would be a flood, and NAMES shows the members.
// Under +D members who have joined are seen by nobody until they speak or are given a prefix; then
// their JOIN is shown. A hidden member stays hidden when +D is removed.
#ifndef IRCSERV_CORE_POLICY_VISIBILITY_H_
#define IRCSERV_CORE_POLICY_VISIBILITY_H_

#include <cstdint>

#include "core/state/channel.h"

namespace irc {

// The members who see a member. Everybody sees themselves.
enum class Visibility : uint8_t { kEverybody, kPrefixed, kSelf };

inline Visibility VisibilityOf(const Channel& channel, const Member& member) {
  if (member.hidden) return Visibility::kSelf;
  if (channel.Has(ChannelMode::kAuditorium) && member.prefixes == 0) return Visibility::kPrefixed;
  return Visibility::kEverybody;
}

// True when `viewer` sees `member`. `viewer` is null for a user outside the channel.
inline bool Sees(const Channel& channel, const Member* viewer, const Member& member) {
  const Visibility visibility = VisibilityOf(channel, member);
  if (visibility == Visibility::kEverybody) return true;
  if (viewer == nullptr) return false;
  return viewer->user == member.user ||
         (visibility == Visibility::kPrefixed && viewer->prefixes != 0);
}

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_VISIBILITY_H_
