// The rights of users in registered channels (core/channel_rights.h): what the entries of an access
// list give, and the permissions that follow from them and from the channel's settings.
//
// Law of this file: nothing else reads the entries of an access list to decide about a user, so
// that WHY tells the truth.
#ifndef IRCSERV_CORE_POLICY_CHANNEL_ACCESS_H_
#define IRCSERV_CORE_POLICY_CHANNEL_ACCESS_H_

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "core/channel_rights.h"
#include "core/policy/policy.h"
#include "core/state/registered.h"

namespace irc {

// The reason of a right: an entry that is about the user; null: the user is the founder.
using Grant = const AccessEntry*;

inline ChannelRights RightsOf(Grant grant) {
  return grant == nullptr ? kFounderRights : grant->flags;
}

// Calls visit(Grant) for what is about the user: first null if the account is the founder's, then
// the entries in their order, but those that are over. Nothing in a channel that is not approved.
void ForEachGrant(const State& state, const User& user, const RegisteredChannel& channel,
                  absl::FunctionRef<void(Grant)> visit);
// The same as far as others see the user: masks are compared with what is shown of the host, also
// those that were set before it was hidden. So one for each network tells nothing of the host, and
// neither does one that is negated.
void ForEachShownGrant(const State& state, const User& user, const RegisteredChannel& channel,
                       absl::FunctionRef<void(Grant)> visit);
// The same for an account of which nobody needs to be here: entries of masks and channels are about
// nobody then.
void ForEachGrant(const State& state, const Account& account, const RegisteredChannel& channel,
                  absl::FunctionRef<void(Grant)> visit);

// What all grants of somebody give together: no ban (b) with an exemption (e) or as a founder.
inline ChannelRights WithoutBan(ChannelRights rights) {
  return Has(rights, ChannelRight::kExempt) || Has(rights, ChannelRight::kFounder)
             ? rights & ~BitOf(ChannelRight::kBanned)
             : rights;
}

// The rights of the user. One who is exempt (e) or the founder is not kept out (b).
ChannelRights RightsOf(const State& state, const User& user, const RegisteredChannel& channel);
ChannelRights RightsOf(const State& state, const Account& account,
                       const RegisteredChannel& channel);

// The prefixes that somebody with these rights may have, and those that they get on joining.
Prefixes PrefixesOf(ChannelRights rights);
Prefixes AutomaticPrefixes(ChannelRights rights);

// The reason why the user may not enter: an entry that keeps them out, or RESTRICTED.
Refusal CannotEnterRegistered(const State& state, const User& user, const Channel& channel);
// The entry that keeps the user out, or null.
const AccessEntry* KeptOutBy(const State& state, const User& user,
                             const RegisteredChannel& channel);

// SECURE: a member may not be given prefixes without the right to them.
Refusal CannotGivePrefix(const State& state, const User& target, const Channel& channel,
                         Prefixes prefix);
// MLOCK: the letter may not be set, or unset.
Refusal CannotChangeLocked(const State& state, const Channel& channel, char letter, bool add);
// TOPICLOCK.
Refusal CannotSetLockedTopic(const State& state, const User& user, const Channel& channel);

// Whether `letter` is locked by text such as "+nt-k": '+', '-', or 0.
char LockOf(absl::string_view mlock, char letter);

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_CHANNEL_ACCESS_H_
