// Compares users with the masks that users have set: the entries of a channel's lists, whose syntax
// is in core/protocol/extban.h, and those of SILENCE.
//
// A mask sees of a user what its owner may see: the visible host, never the real host or the
// address behind it. Otherwise anybody finds an address out in at most 32 tries, by setting masks
// and looking whether they match. The cloak is compared also when another host is shown, and so are
// the hosts that the user has shown before on this connection: a ban on one of them holds when the
// user takes another. Bans of the server see everything (core/policy/server_bans.h), and so do the
// masks of operators. An entry of a channel that was set before the user hid the real host, or came
// with another, goes on to match it, so that neither +x nor a login is a way out of a ban.
#ifndef IRCSERV_CORE_POLICY_EXTBAN_H_
#define IRCSERV_CORE_POLICY_EXTBAN_H_

#include <memory>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/protocol/extban.h"
#include "core/protocol/mask.h"
#include "core/state/channel.h"
#include "core/state/state.h"

namespace irc {

// The hosts of a user that a mask is compared with.
enum class Sight { kShown, kEverything };

UserText TextOf(const State& state, const User& user, Sight sight);

// True when an entry of the list is about `action` and matches the user.
bool MatchesList(const State& state, const User& user, const Channel& channel, ChannelMode list,
                 BanAction action);

// Compares one user with entries that belong to the channel, but are in none of its lists.
class EntryMatcher {
 public:
  EntryMatcher(const State& state, const User& user, const Channel& channel);
  ~EntryMatcher();

  bool Matches(const BanEntry& entry, absl::Time set_at);

 private:
  std::unique_ptr<class Matcher> matcher_;  // the texts that are compared are made once
};

// The same for one entry.
bool MatchesEntry(const State& state, const User& user, const Channel& channel,
                  const BanEntry& entry, absl::Time set_at);

// The same for the name of a relayed message, nick!user@host, behind which there is no user. Of the
// matching extbans, only 'U' (not logged in) applies to it.
bool MatchesName(const State& state, absl::string_view name, const std::vector<ListEntry>& list,
                 BanAction action);

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_EXTBAN_H_
