// The whole state of the server, and the few functions that change how its objects refer to each
// other.
//
// Law of this file: state.cc is the only place that edits an index (session_deadlines.cc has those
// of deadlines), a list of members or a list of channels. Each function keeps both sides in step.
#ifndef IRCSERV_CORE_STATE_STATE_H_
#define IRCSERV_CORE_STATE_STATE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "core/check.h"
#include "core/config.h"
#include "core/protocol/names.h"
#include "core/protocol/unicode/lookalikes.h"
#include "core/state/account_uses.h"
#include "core/state/answer_part.h"
#include "core/state/ban_table.h"
#include "core/state/channel.h"
#include "core/state/former_names.h"
#include "core/state/history/conversations.h"
#include "core/state/history/history_ledger.h"
#include "core/state/history/whowas.h"
#include "core/state/last_ids.h"
#include "core/state/pending.h"
#include "core/state/registry/accounts.h"
#include "core/state/registry/groups.h"
#include "core/state/registry/memos.h"
#include "core/state/registry/registered_channels.h"
#include "core/state/registry/staff_notes.h"
#include "core/state/registry/staff_rules.h"
#include "core/state/registry/vhosts.h"
#include "core/state/saved_config.h"
#include "core/state/session.h"
#include "core/state/slot_map.h"
#include "core/state/timers.h"
#include "core/state/user.h"

namespace irc {

// The owner of a nick: a user, or a session that has not finished registering.
struct NickOwner {
  SlotId<User> user;
  SlotId<Session> session;
};

struct Counters {
  uint64_t connections = 0;      // ever accepted
  uint64_t users_max = 0;        // most users at once
  uint64_t connections_max = 0;  // most connections at once
  uint64_t invisible = 0;        // users with +i now
  uint64_t opers = 0;            // operators now
};

// The wrong codes for the second factor of an account. Who gives some knows the password.
struct FactorTries {
  uint64_t wrong = 0;
  absl::Time since;
};

// How nicks are kept from users who do not own them.
struct NickGuard {
  Timers<SlotId<User>> deadlines;  // of users whose nick belongs to somebody else
  Timers<Folded> held;             // taken from such users: until when only the owner has them
  Lookalikes lookalikes;           // an index of nick_index, where the configuration asks for it
};

struct State {
  Config config;
  absl::Time started;
  absl::Time now;    // of the event being applied; see core/clock.h
  uint64_t seq = 0;  // of the event being applied

  SlotMap<Session> sessions;
  SlotMap<User> users;
  SlotMap<Channel> channels;
  FormerNames former_names;     // of channels
  Conversations conversations;  // between users
  BanTable bans;
  Whowas whowas;
  absl::btree_map<uint64_t, PendingEffect> pending;  // by EffectId
  uint64_t last_effect = 0;
  // Answers that are sent in pieces (core/replies/pieces.h); never an empty one.
  absl::btree_map<SlotId<Session>, std::deque<AnswerPart>> unfinished;
  absl::btree_map<std::string, uint64_t> command_uses;
  Counters counters;
  absl::btree_map<SlotId<User>, HostShown> hosts_shown;  // of users who hide theirs
  Accounts accounts;                                     // those of the configuration are an index
  LastIds last_ids;                                      // of what is kept
  StaffNotes staff_notes;                                // marks and holds
  Groups groups;                                         // of accounts
  RegisteredChannels registered_channels;
  Memos memos;
  Vhosts vhosts;
  AccountUses account_uses;
  absl::btree_map<uint64_t, FactorTries> factor_tries;  // of second factors, by AccountId
  NickGuard nick_guard;
  StaffRules staff_rules;  // what is forbidden, news, limits of sessions, settings

  // Indexes: they follow from what is above and are built again when a snapshot is loaded.
  Casemapping casemapping = Casemapping::kAscii;
  HistoryLedger ledger;  // who pays for the histories
  absl::flat_hash_map<SessionId, SlotId<Session>> session_index;
  absl::flat_hash_map<Folded, NickOwner> nick_index;
  absl::flat_hash_map<Folded, SlotId<Channel>> channel_index;
  absl::btree_set<std::pair<absl::Time, SessionId>> registration_deadlines;
  absl::btree_set<std::pair<absl::Time, SessionId>> batch_deadlines;       // of open batches
  absl::btree_set<SlotId<User>> notice_readers;                            // users with +s
  absl::flat_hash_map<Folded, absl::btree_set<SlotId<Session>>> monitors;  // by monitored nick
  // When the next ban expires, or hits of one are to be kept.
  absl::Time next_ban_deadline = absl::InfiniteFuture();
};

// Look-ups. Each gives a const object of a const state, so that only a function that takes State&
// can change one. Null: there is none (any more).
const Session* FindSession(const State& state, SessionId id);
Session* FindSession(State& state, SessionId id);
const User* FindUser(const State& state, absl::string_view nick);
User* FindUser(State& state, absl::string_view nick);
const Channel* FindChannel(const State& state, absl::string_view name);
Channel* FindChannel(State& state, absl::string_view name);
// The membership of `user` in `channel`, or null. Costs the same in channels of any size.
const Member* FindMember(const State& state, const User& user, const Channel& channel);
Member* FindMember(State& state, const User& user, Channel& channel);

// For ids that the state itself holds: they always lead to an object.
// Inline: a message to a channel asks for each member.
template <typename Map, typename Id>
auto& ReferredObject(Map& map, Id id) {
  auto* object = map.Find(id);
  IRC_CHECK(object != nullptr, "state.cc clears every reference to an object with the object");
  return *object;
}
inline const User& UserOf(const State& state, SlotId<User> id) {
  return ReferredObject(state.users, id);
}
inline User& UserOf(State& state, SlotId<User> id) { return ReferredObject(state.users, id); }
inline const Channel& ChannelOf(const State& state, SlotId<Channel> id) {
  return ReferredObject(state.channels, id);
}
inline Channel& ChannelOf(State& state, SlotId<Channel> id) {
  return ReferredObject(state.channels, id);
}
inline const Session& SessionOf(const State& state, SlotId<Session> id) {
  return ReferredObject(state.sessions, id);
}
inline Session& SessionOf(State& state, SlotId<Session> id) {
  return ReferredObject(state.sessions, id);
}
// The name of the session in numerics: its nick, or "*" as long as it has none.
absl::string_view NickOf(const State& state, const Session& session);
// nick!user@host of the session, with "*" for the parts that are not known yet.
std::string MaskOf(const State& state, const Session& session);
// The connection facts of a user: those of its oldest session.
const Peer& PeerOf(const State& state, const User& user);
// The user as a participant of conversations.
Participant ParticipantOf(const State& state, const User& user);

// REQUIRES: `id` is not in use.
Session& AddSession(State& state, SessionId id, Peer peer);
// REQUIRES: the session has no user.
void RemoveSession(State& state, Session& session);

// True when `nick` belongs to `session` or its user, or to none, and looks like that of no other.
bool NickIsFree(const State& state, absl::string_view nick, const Session& session);
// Reserves `nick` for a session that is not registered, and frees the one it had.
// REQUIRES: NickIsFree.
void ReserveNick(State& state, Session& session, absl::string_view nick);
// Frees the nick that a session which is not registered has reserved.
void ForgetReservedNick(State& state, Session& session);
// Makes the user of a session that has given nick, user name and real name.
User& RegisterUser(State& state, Session& session);
// REQUIRES: NickIsFree.
void RenameUser(State& state, User& user, absl::string_view nick);
// The visible host, and the real name. REQUIRES: they are valid.
void SetHost(State& state, User& user, absl::string_view host);
void SetRealname(User& user, absl::string_view realname);
// Removes the user from all channels and from the server. Its sessions stay, without a user, for
// RemoveSession.
void RemoveUser(State& state, User& user);
// Takes the session from its user. REQUIRES: the user has others.
void DetachSession(State& state, Session& session);

// REQUIRES: no channel has this name.
Channel& CreateChannel(State& state, absl::string_view name);
// REQUIRES: nobody is in the channel.
void EraseChannel(State& state, Channel& channel);
// REQUIRES: the user is not in the channel.
Member& JoinChannel(State& state, Channel& channel, User& user, Prefixes prefixes);
// REQUIRES: the user is in the channel. True when the channel went with its last member; a
// registered one stays.
bool PartChannel(State& state, Channel& channel, User& user);

void SetPrefixes(User& user, Member& member, Prefixes prefixes);
// A member that was hidden is so no more.
void ShowMember(User& user, Member& member);
void SetFlag(State& state, Channel& channel, ChannelMode flag, bool on);
// Adds to a list of the channel, or removes from it. REQUIRES: the mask can be parsed.
void AddListEntry(State& state, Channel& channel, ChannelMode list, absl::string_view mask,
                  absl::string_view setter);
void RemoveListEntry(Channel& channel, ChannelMode list, size_t index);

// The read markers of all users follow the channel. REQUIRES: no other channel has this name.
void RenameChannel(State& state, Channel& channel, absl::string_view name);

// Sets or clears a user mode; counts invisible users and indexes readers of server notices.
void SetUserMode(State& state, User& user, UserMode mode, bool on);
// The account of that name, in any spelling; null when there is none.
const Account* FindAccount(const State& state, absl::string_view name);
// Takes the configured accounts from the configuration.
void ConfigureAccounts(State& state);
// Whether clients can have accounts at all.
bool HasAccounts(const State& state);
// Logs the user in to an account or (with an empty name) out. The conversations of a guest are
// forgotten, because nobody can prove later to have been that guest.
void SetAccount(State& state, User& user, absl::string_view account);
// Makes the user an operator of the named block, or (with an empty name) no operator.
void SetOper(State& state, User& user, absl::string_view name);

// Adds a nick that the session watches. False when it was there already.
bool AddMonitor(State& state, Session& session, absl::string_view nick);
// Removes those of the nicks that the session watches, in one pass through its list.
void RemoveMonitors(State& state, Session& session, absl::Span<const absl::string_view> nicks);
void ClearMonitors(State& state, Session& session);
// The sessions that watch `nick`; null for none.
const absl::btree_set<SlotId<Session>>* MonitorsOf(const State& state, absl::string_view nick);

// The user as an origin of what is bounded by user: the folded account or, without one, the unit of
// the address.
std::string OriginOf(const State& state, const User& user);
// Remembers a departed nick for WHOWAS.
void RememberUser(State& state, const User& user);

// Builds the indexes from the rest; false when that shows a contradiction (a damaged snapshot).
bool RebuildIndexes(State& state);
// Empty, or a sentence about the first invariant that does not hold.
std::string FindViolatedInvariant(const State& state);

template <typename Archive>
void Fields(Archive& archive, FactorTries& tries) {
  auto& [wrong, since] = tries;
  IRC_FIELDS(archive, wrong, since);
}

template <typename Archive>
void Fields(Archive& archive, Counters& counters) {
  auto& [connections, users_max, connections_max, invisible, opers] = counters;
  IRC_FIELDS(archive, connections, users_max, connections_max, invisible, opers);
}

template <typename Archive>
void Fields(Archive& archive, NickGuard& guard) {
  auto& [deadlines, held, lookalikes] = guard;
  IRC_FIELDS(archive, deadlines, held);
  static_cast<void>(lookalikes);  // RebuildIndexes makes it.
}

template <typename Archive>
void Fields(Archive& archive, State& state) {
  auto& [config, started, now, seq, sessions, users, channels, former_names, conversations, bans,
         whowas, pending, last_effect, unfinished, command_uses, counters, hosts_shown, accounts,
         last_ids, staff_notes, groups, registered_channels, memos, vhosts, account_uses,
         factor_tries, nick_guard, staff_rules, casemapping, ledger, session_index, nick_index,
         channel_index, registration_deadlines, batch_deadlines, notice_readers, monitors,
         next_ban_deadline] = state;
  IRC_FIELDS(archive, config, started, now, seq, sessions, users, channels, former_names,
             conversations, bans, whowas, pending, last_effect, command_uses, counters);
  IRC_FIELDS_SINCE(10, archive, unfinished, hosts_shown, accounts, last_ids, staff_notes, groups,
                   registered_channels, memos, vhosts, account_uses, factor_tries, nick_guard,
                   staff_rules);
  static_cast<void>(casemapping);  // The indexes: RebuildIndexes makes them.
  static_cast<void>(ledger);
  static_cast<void>(session_index);
  static_cast<void>(nick_index);
  static_cast<void>(channel_index);
  static_cast<void>(registration_deadlines);
  static_cast<void>(batch_deadlines);
  static_cast<void>(notice_readers);
  static_cast<void>(monitors);
  static_cast<void>(next_ban_deadline);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_STATE_H_
