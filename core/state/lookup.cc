// The look-ups of state.h.
#include "absl/strings/str_cat.h"
#include "core/protocol/address.h"
#include "core/state/state.h"

namespace irc {
namespace {

// Each look-up once, for State and const State: the objects are as const as the state.
template <typename AnyState>
auto* SessionIn(AnyState& state, SessionId id) {
  const auto found = state.session_index.find(id);
  return found == state.session_index.end() ? nullptr : state.sessions.Find(found->second);
}

template <typename AnyState>
auto* UserIn(AnyState& state, absl::string_view nick) {
  const auto found = state.nick_index.find(Fold(state.casemapping, nick));
  return found == state.nick_index.end() ? nullptr : state.users.Find(found->second.user);
}

template <typename AnyState>
auto* ChannelIn(AnyState& state, absl::string_view name) {
  const auto found = state.channel_index.find(Fold(state.casemapping, name));
  return found == state.channel_index.end() ? nullptr : state.channels.Find(found->second);
}

template <typename AnyChannel>
auto* MemberIn(const User& user, AnyChannel& channel) {
  for (const Membership& membership : user.channels) {
    if (membership.channel == channel.id) return &channel.members[membership.index];
  }
  return static_cast<decltype(channel.members.data())>(nullptr);
}

}  // namespace

const Session* FindSession(const State& state, SessionId id) { return SessionIn(state, id); }
Session* FindSession(State& state, SessionId id) { return SessionIn(state, id); }
const User* FindUser(const State& state, absl::string_view nick) { return UserIn(state, nick); }
User* FindUser(State& state, absl::string_view nick) { return UserIn(state, nick); }
const Channel* FindChannel(const State& state, absl::string_view name) {
  return ChannelIn(state, name);
}
Channel* FindChannel(State& state, absl::string_view name) { return ChannelIn(state, name); }
const Member* FindMember(const State&, const User& user, const Channel& channel) {
  return MemberIn(user, channel);
}
Member* FindMember(State&, const User& user, Channel& channel) { return MemberIn(user, channel); }

absl::string_view NickOf(const State& state, const Session& session) {
  if (session.registered()) return UserOf(state, session.user).nick;
  const std::string& nick = session.registration->nick;
  return nick.empty() ? absl::string_view("*") : absl::string_view(nick);
}

std::string MaskOf(const State& state, const Session& session) {
  if (session.registered()) return UserOf(state, session.user).mask();
  const std::string& username = session.registration->username;
  return absl::StrCat(NickOf(state, session), "!", username.empty() ? "*" : username, "@",
                      session.peer.host);
}

const Peer& PeerOf(const State& state, const User& user) {
  return SessionOf(state, user.sessions.front()).peer;
}

Participant ParticipantOf(const State& state, const User& user) {
  if (!user.has_account()) return {.account = {}, .guest = user.id};
  return {.account = Fold(state.casemapping, user.account), .guest = {}};
}

std::string OriginOf(const State& state, const User& user) {
  if (user.has_account()) return Fold(state.casemapping, user.account).bytes();
  return AddressUnit(PeerOf(state, user).ip);
}

bool NickIsFree(const State& state, absl::string_view nick, const Session& session) {
  const auto is_own = [&](const NickOwner& owner) {
    return owner.user.none() ? owner.session == session.slot : owner.user == session.user;
  };
  const auto it = state.nick_index.find(Fold(state.casemapping, nick));
  if (it != state.nick_index.end()) return is_own(it->second);
  return !state.nick_guard.lookalikes.Any(nick, [&](const std::string& other) {
    return !is_own(state.nick_index.find(Fold(state.casemapping, other))->second);
  });
}

const Account* FindAccount(const State& state, absl::string_view name) {
  return state.accounts.Find(Fold(state.casemapping, name));
}

bool HasAccounts(const State& state) {
  return state.config.accounts_kept || !state.accounts.empty();
}

const absl::btree_set<SlotId<Session>>* MonitorsOf(const State& state, absl::string_view nick) {
  const auto found = state.monitors.find(Fold(state.casemapping, nick));
  return found == state.monitors.end() ? nullptr : &found->second;
}

void ConfigureAccounts(State& state) {
  state.accounts.Configure(
      state.casemapping,
      {.lookalikes = KeepsLookalikesApart(state.config), .uses = state.config.expire_days != 0},
      state.config.accounts);
}

}  // namespace irc
