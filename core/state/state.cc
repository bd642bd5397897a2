#include "core/state/state.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "core/state/ban_list.h"
#include "core/state/history_keeper.h"
#include "core/state/masks.h"
#include "core/state/registered.h"
#include "core/state/session_deadlines.h"

namespace irc {
namespace {

Membership* FindMembership(User& user, SlotId<Channel> channel) {
  for (Membership& membership : user.channels) {
    if (membership.channel == channel) return &membership;
  }
  return nullptr;
}

// The folded name lives only here, so that a nick's key and its spelling cannot disagree.
void ForgetNick(State& state, absl::string_view nick) {
  if (nick.empty()) return;
  state.nick_index.erase(Fold(state.casemapping, nick));
  if (KeepsLookalikesApart(state.config)) state.nick_guard.lookalikes.Remove(nick);
}

// False when somebody has it.
bool TakeNick(State& state, absl::string_view nick, const NickOwner& owner) {
  if (!state.nick_index.insert({Fold(state.casemapping, nick), owner}).second) return false;
  if (KeepsLookalikesApart(state.config)) state.nick_guard.lookalikes.Add(nick);
  return true;
}

// The read markers of a channel are kept under its name, so they follow it. A marker that was there
// under the new name was of a channel that is gone; markers only move forwards.
void MoveReadMarkers(State& state, const Folded& former, const Folded& now) {
  state.users.ForEach([&](User& user) {
    const auto found = user.read_markers->find(former);
    if (found == user.read_markers->end()) return;
    const absl::Time time = found->second;
    auto& markers = user.read_markers.Edit();
    markers.erase(former);
    absl::Time& marker = markers.try_emplace(now, time).first->second;
    marker = std::max(marker, time);
  });
}

// Without an account, no later user can prove to have been this one.
void ForgetGuest(State& state, const User& user) {
  if (user.has_account()) return;
  state.conversations.Depart(state.ledger, user.id, user.nick, [&](SlotId<User> guest) {
    return guest != user.id && state.users.Find(guest) != nullptr;
  });
}

// After a change of what masks can see of the user.
void ForgetVerdicts(User& user) {
  for (Membership& membership : user.channels) membership.verdicts.Forget();
  user.rights = {};
}

// After a change of the channel's name (j:), and of whether it shows its members.
void ForgetVerdictsOfMembers(State& state, const Channel& channel) {
  for (const Member& member : channel.members) ForgetVerdicts(UserOf(state, member.user));
}

}  // namespace

Session& AddSession(State& state, SessionId id, Peer peer) {
  IRC_CHECK(FindSession(state, id) == nullptr, "the shell uses no session id twice");
  auto [slot, session] = state.sessions.Insert();
  session->id = id;
  session->slot = slot;
  session->peer = std::move(peer);
  session->connected_at = state.now;
  session->registration = std::make_unique<Registration>();
  SetRegistrationDeadline(state, *session);
  state.session_index[id] = slot;
  ++state.counters.connections;
  state.counters.connections_max =
      std::max<uint64_t>(state.counters.connections_max, state.sessions.size());
  return *session;
}

void RemoveSession(State& state, Session& session) {
  IRC_CHECK(session.user.none(), "RemoveUser comes first");
  ForgetRegistrationDeadline(state, session);
  ForgetBatchDeadline(state, session);
  ClearMonitors(state, session);
  state.unfinished.erase(session.slot);
  if (session.registration != nullptr) ForgetNick(state, session.registration->nick);
  state.session_index.erase(session.id);
  state.sessions.Erase(session.slot);
}

void ReserveNick(State& state, Session& session, absl::string_view nick) {
  ForgetNick(state, session.registration->nick);
  session.registration->nick = std::string(nick);
  session.registration->refused_nick.clear();
  TakeNick(state, nick, {.user = {}, .session = session.slot});
}

void ForgetReservedNick(State& state, Session& session) {
  ForgetNick(state, session.registration->nick);
  session.registration->nick.clear();
}

User& RegisterUser(State& state, Session& session) {
  ForgetRegistrationDeadline(state, session);
  auto [id, user] = state.users.Insert();
  user->id = id;
  user->nick = session.registration->nick;
  user->username = std::move(session.registration->username);
  user->realname = std::move(session.registration->realname);
  user->host = session.peer.host;
  user->signed_on_at = user->active_at = state.now;
  user->sessions = {session.slot};
  session.user = id;
  session.registration = nullptr;
  state.nick_index[Fold(state.casemapping, user->nick)] = {.user = id, .session = {}};
  state.counters.users_max = std::max<uint64_t>(state.counters.users_max, state.users.size());
  return *user;
}

void RenameUser(State& state, User& user, absl::string_view nick) {
  ForgetNick(state, user.nick);
  user.nick = std::string(nick);
  for (Membership& membership : user.channels) membership.verdicts.ForgetNick();
  TakeNick(state, nick, {.user = user.id, .session = {}});
}

void SetHost(State& state, User& user, absl::string_view host) {
  const std::string &real = PeerOf(state, user).host, &cloak = PeerOf(state, user).cloak;
  if (user.host != host && user.host != real && user.host != cloak) {
    constexpr size_t kWornMax = 5;
    auto& worn = state.hosts_shown[user.id].worn;
    std::erase(worn, user.host);
    worn.push_back(user.host);
    if (worn.size() > kWornMax) worn.erase(worn.begin());
  }
  if (user.host == real && host != real) {
    state.hosts_shown[user.id].until = state.now;
  } else if (user.host != real && host == real) {
    state.hosts_shown[user.id].until = absl::InfiniteFuture();
  }
  user.host = std::string(host);
  ForgetVerdicts(user);
}

void SetRealname(User& user, absl::string_view realname) {
  user.realname = std::string(realname);
  ForgetVerdicts(user);
}

void SetAccount(State& state, User& user, absl::string_view account) {
  ForgetGuest(state, user);
  user.account = std::string(account);
  state.ledger.ForgetPayerOf(user.id);
  ForgetVerdicts(user);
}

void RemoveUser(State& state, User& user) {
  while (!user.channels.empty()) {
    PartChannel(state, ChannelOf(state, user.channels.back().channel), user);
  }
  ForgetNick(state, user.nick);
  SetUserMode(state, user, UserMode::kInvisible, false);
  SetUserMode(state, user, UserMode::kServerNotices, false);
  SetOper(state, user, "");
  ForgetGuest(state, user);
  state.hosts_shown.erase(user.id);
  state.nick_guard.deadlines.Forget(user.id);
  for (SlotId<Session> session : user.sessions) SessionOf(state, session).user = {};
  state.users.Erase(user.id);
}

void DetachSession(State& state, Session& session) {
  User& user = UserOf(state, session.user);
  auto& sessions = user.sessions;
  IRC_CHECK(sessions.size() > 1, "a user goes with its last session, by RemoveUser");
  sessions.erase(std::find(sessions.begin(), sessions.end(), session.slot));
  ForgetVerdicts(user);  // PeerOf may be another one now.
  session.user = {};
  state.ledger.ForgetPayerOf(user.id);  // its address may be another now
}

Channel& CreateChannel(State& state, absl::string_view name) {
  IRC_CHECK(FindChannel(state, name) == nullptr, "callers look before they create");
  auto [id, channel] = state.channels.Insert();
  channel->id = id;
  channel->name = std::string(name);
  channel->created_at = state.now;
  state.channel_index[Fold(state.casemapping, name)] = id;
  return *channel;
}

void EraseChannel(State& state, Channel& channel) {
  state.channel_index.erase(Fold(state.casemapping, channel.name));
  channel.history.Clear(state.ledger);
  state.channels.Erase(channel.id);
}

Member& JoinChannel(State& state, Channel& channel, User& user, Prefixes prefixes) {
  IRC_CHECK(FindMember(state, user, channel) == nullptr, "callers look before they join");
  user.channels.push_back(
      {.channel = channel.id, .index = static_cast<uint32_t>(channel.members.size())});
  channel.members.push_back({.user = user.id,
                             .prefixes = prefixes,
                             .hidden = prefixes == 0 && channel.Has(ChannelMode::kDelayedJoin)});
  ForgetVerdicts(user);
  return channel.members.back();
}

bool PartChannel(State& state, Channel& channel, User& user) {
  Membership* membership = FindMembership(user, channel.id);
  IRC_CHECK(membership != nullptr, "callers look before they part");
  // The last member takes the index of the leaving one: constant time in a channel of any size.
  const uint32_t hole = membership->index;
  const Member last = channel.members.back();
  FindMembership(UserOf(state, last.user), channel.id)->index = hole;
  channel.members[hole] = last;
  channel.members.pop_back();
  user.channels.erase(user.channels.begin() + (membership - user.channels.data()));
  ForgetVerdicts(user);
  if (!channel.members.empty() || channel.registered != ChannelId()) return false;
  EraseChannel(state, channel);
  return true;
}

void SetPrefixes(User& user, Member& member, Prefixes prefixes) {
  member.prefixes = prefixes;
  ForgetVerdicts(user);
}

void ShowMember(User& user, Member& member) {
  member.hidden = false;
  ForgetVerdicts(user);
}

void SetFlag(State& state, Channel& channel, ChannelMode flag, bool on) {
  channel.Set(flag, on);
  // These decide which users the members are shown to.
  if (flag == ChannelMode::kSecret || flag == ChannelMode::kPrivate ||
      flag == ChannelMode::kAuditorium) {
    ForgetVerdictsOfMembers(state, channel);
  }
}

void RenameChannel(State& state, Channel& channel, absl::string_view name) {
  const Limits& limits = state.config.limits;
  const Folded former = Fold(state.casemapping, channel.name);
  const Folded now = Fold(state.casemapping, name);
  state.former_names.Remove(now);
  if (former != now && limits.former_name_seconds > 0) {
    state.former_names.Add(former, channel.id,
                           state.now + absl::Seconds(limits.former_name_seconds),
                           limits.former_names);
  }
  state.channel_index.erase(former);
  channel.name = std::string(name);
  state.channel_index[now] = channel.id;
  if (former != now) MoveReadMarkers(state, former, now);
  ForgetVerdictsOfMembers(state, channel);
}

void SetUserMode(State& state, User& user, UserMode mode, bool on) {
  if (mode == UserMode::kInvisible && user.Has(mode) != on) {
    state.counters.invisible += on ? 1 : uint64_t(-1);
    ForgetVerdicts(user);  // of j:, which does not find everybody
  }
  if (mode == UserMode::kServerNotices) {
    if (on) {
      state.notice_readers.insert(user.id);
    } else {
      state.notice_readers.erase(user.id);
    }
  }
  user.Set(mode, on);
}

void SetOper(State& state, User& user, absl::string_view name) {
  if (user.is_oper() != !name.empty()) state.counters.opers += name.empty() ? uint64_t(-1) : 1;
  user.oper.Set(std::string(name));
  user.Set(UserMode::kOper, !name.empty());
  ForgetVerdicts(user);
}

void RememberUser(State& state, const User& user) {
  const Limits& limits = state.config.limits;
  state.whowas.Add({.nick = user.nick,
                    .username = user.username,
                    .host = user.host,
                    .realname = user.realname,
                    .ip = PeerOf(state, user).ip,
                    .left_at = state.now,
                    .origin = OriginOf(state, user)},
                   limits.whowas_user_entries, limits.whowas_entries);
}

bool RebuildIndexes(State& state) {
  const std::optional<Casemapping> casemapping = ParseCasemapping(state.config.casemapping);
  if (!casemapping.has_value()) return false;
  state.casemapping = *casemapping;
  bool ok = TakeLoadedAccounts(state);
  state.session_index.clear();
  state.nick_index.clear();
  state.nick_guard.lookalikes.Clear();
  state.channel_index.clear();
  state.notice_readers.clear();
  state.monitors.clear();
  IndexBans(state);
  state.staff_rules.NoteExpiry();
  IndexDeadlines(state);
  ok &= ParseMasks(state) && state.conversations.RebuildIndexes();
  RebuildLedger(state);
  state.sessions.ForEach([&](const Session& session) {
    ok &= state.session_index.insert({session.id, session.slot}).second;
    for (const std::string& nick : session.monitored) {
      ok &= state.monitors[Fold(state.casemapping, nick)].insert(session.slot).second;
    }
    if (session.registered() || session.registration->nick.empty()) return;
    ok &= TakeNick(state, session.registration->nick, {.session = session.slot});
  });
  state.users.ForEach([&](const User& user) {
    ok &= TakeNick(state, user.nick, {.user = user.id, .session = {}});
    if (user.Has(UserMode::kServerNotices)) state.notice_readers.insert(user.id);
  });
  state.channels.ForEach([&](const Channel& channel) {
    ok &= state.channel_index.insert({Fold(state.casemapping, channel.name), channel.id}).second;
  });
  return TakeLoadedRegistrations(state) && ok;
}

}  // namespace irc
