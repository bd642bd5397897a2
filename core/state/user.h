// A registered client.
#ifndef IRCSERV_CORE_STATE_USER_H_
#define IRCSERV_CORE_STATE_USER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "core/channel_rights.h"
#include "core/ids.h"
#include "core/protocol/mask.h"
#include "core/protocol/modes.h"
#include "core/protocol/names.h"
#include "core/state/archive.h"
#include "core/state/lazy.h"
#include "core/state/list_verdicts.h"
#include "core/state/metadata.h"
#include "core/state/slot_map.h"

namespace irc {

struct Channel;
struct Session;

// One channel of a user, and the user's index in the list of members there.
struct Membership {
  SlotId<Channel> channel;
  uint32_t index = 0;
  ListVerdicts verdicts;
};

// What masks may know of the hosts of a user beside the present one and the cloak.
struct HostShown {
  // Until when a user who hides the real host has shown it; InfiniteFuture: it is shown now. Who
  // has hidden it from the beginning has shown it until then.
  absl::Time until;
  std::vector<std::string> worn;  // other hosts that the user has shown, oldest first
};

// An entry of SILENCE.
struct SilencedMask {
  std::string text;
  UserMask mask;
};

// The rights of a user in a registered channel, as long as nothing that they follow from has
// changed: within one event (core/policy/channel_access.h).
struct RightsMemo {
  uint64_t seq = 0;
  uint64_t changes = 0;
  ChannelId channel;  // 0: none
  ChannelRights rights = 0;
};

struct User {
  // The members that every message to a user reads stand together.
  SlotId<User> id;
  uint32_t modes = 0;  // bits of UserMode
  uint32_t snomask = 0;
  absl::InlinedVector<SlotId<Session>, 2> sessions;  // nearly always one
  std::string nick;
  std::string username;
  std::string host;  // as others see it
  std::string realname;
  Lazy<std::string> away;  // the message; empty: present
  std::string account;     // logged in to; empty: none
  Lazy<std::string> oper;  // the name of the operator block; empty: no operator
  absl::Time signed_on_at;
  absl::Time active_at;                      // last PRIVMSG or NOTICE, for the idle time
  std::vector<Membership> channels;          // in the order of joining
  std::vector<SlotId<Channel>> invitations;  // oldest first
  Lazy<std::vector<SlotId<User>>> accepted;  // ACCEPT
  Lazy<std::vector<SilencedMask>> silenced;  // SILENCE
  Lazy<absl::btree_map<Folded, absl::Time>> read_markers;  // MARKREAD, by target
  Metadata metadata;
  mutable RightsMemo rights;

  bool Has(UserMode mode) const { return (modes & UserModeBit(mode)) != 0; }
  void Set(UserMode mode, bool on) {
    modes = on ? modes | UserModeBit(mode) : modes & ~UserModeBit(mode);
  }
  bool is_oper() const { return !oper->empty(); }
  bool has_account() const { return !account.empty(); }
  bool is_away() const { return !away->empty(); }
  std::string mask() const { return absl::StrCat(nick, "!", username, "@", host); }
};

template <typename Archive>
void Fields(Archive& archive, Membership& membership) {
  auto& [channel, index, verdicts] = membership;
  IRC_FIELDS(archive, channel, index);
  static_cast<void>(verdicts);
}

template <typename Archive>
void Fields(Archive& archive, HostShown& shown) {
  OrNever until{shown.until};
  auto& worn = shown.worn;
  IRC_FIELDS(archive, until, worn);
}

template <typename Archive>
void Fields(Archive& archive, SilencedMask& silenced) {
  auto& [text, mask] = silenced;
  archive(text);
  static_cast<void>(mask);  // RebuildIndexes parses it.
}

template <typename Archive>
void Fields(Archive& archive, User& user) {
  auto& [id, modes, snomask, sessions, nick, username, host, realname, away, account, oper,
         signed_on_at, active_at, channels, invitations, accepted, silenced, read_markers, metadata,
         rights] = user;
  Letters<uint32_t> mode_letters{modes, UserModeTable()};
  Letters<uint32_t> snomask_letters{snomask, SnomaskTable()};
  IRC_FIELDS(archive, id, nick, username, host, realname, away, account, oper, mode_letters,
             snomask_letters, signed_on_at, active_at, channels, invitations, accepted, silenced,
             read_markers, metadata, sessions);
  static_cast<void>(rights);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_USER_H_
