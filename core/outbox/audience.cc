#include "core/outbox/audience.h"

#include "core/check.h"
#include "core/policy/visibility.h"

namespace irc {

Audience& Audience::Clear() {
  sessions_.clear();
  ++round_;
  if (rounds_.size() < state_.users.slots()) rounds_.resize(state_.users.slots(), 0);
  return *this;
}

Audience& Audience::AddSession(const Session& session) {
  sessions_.push_back(&session);
  return *this;
}

Audience& Audience::AddUser(const User& user, const Only& only) {
  AddSessions(user, only, only.admits_all());
  return *this;
}

inline void Audience::AddSessions(const User& user, const Only& only, bool admits_all) {
  for (SlotId<Session> id : user.sessions) {
    const Session& session = SessionOf(state_, id);
    if (admits_all || only.Admits(session)) sessions_.push_back(&session);
  }
}

template <typename Takes>
void Audience::AddMembers(const Channel& channel, const Only& only, Takes&& takes) {
  const SlotId<User> except = only.except == nullptr ? SlotId<User>() : only.except->id;
  const bool admits_all = only.admits_all();
  for (const Member& member : channel.members) {
    if (only.prefixes != 0 && (member.prefixes & only.prefixes) == 0) continue;
    if (member.user == except || !takes(member.user)) continue;
    const User& user = UserOf(state_, member.user);
    if (only.hearing && user.Has(UserMode::kDeaf)) continue;
    AddSessions(user, only, admits_all);
  }
}

Audience& Audience::AddChannel(const Channel& channel, const Only& only) {
  AddMembers(channel, only, [this](SlotId<User> user) { return AddOnce(user); });
  return *this;
}

Audience& Audience::OnlyChannel(const Channel& channel, const Only& only) {
  sessions_.clear();
  AddMembers(channel, only, [](SlotId<User>) { return true; });
  return *this;
}

Audience& Audience::AddWitnesses(const Channel& channel, const User& user, const Only& only) {
  const Member* member = FindMember(state_, user, channel);
  IRC_CHECK(member != nullptr, "only members are seen in a channel");
  const Sight sight = SightOf(channel, *member);
  if (sight == Sight::kEverybody) return AddChannel(channel, only);
  if (only.except != &user && AddOnce(user.id)) AddUser(user, only);
  if (sight == Sight::kHimself) return *this;
  // Of a narrower audience, those who have a prefix as well.
  Only prefixed = only;
  if (prefixed.prefixes == 0) prefixed.prefixes = AtLeast(kVoice);
  return AddChannel(channel, prefixed);
}

Audience& Audience::AddNeighbours(const User& user, const Only& only) {
  AddOnce(user.id);
  for (const Membership& membership : user.channels) {
    const Channel& channel = ChannelOf(state_, membership.channel);
    // The usual case without a search, because somebody may be in a hundred channels.
    if (SightOf(channel, channel.members[membership.index]) == Sight::kEverybody) {
      AddChannel(channel, only);
    } else {
      AddWitnesses(channel, user, only);
    }
  }
  return *this;
}

Audience& Audience::AddMonitors(const User& user, const Only& only, CapSet caps) {
  const auto* watchers = MonitorsOf(state_, user.nick);
  if (watchers == nullptr) return *this;
  for (SlotId<Session> id : *watchers) {
    const Session& session = SessionOf(state_, id);
    if (!((session.caps & caps) == caps) || !only.Admits(session)) continue;
    if (session.user != user.id && rounds_[session.user.slot] != round_) {
      sessions_.push_back(&session);
    }
  }
  return *this;
}

bool Audience::AddOnce(SlotId<User> user) {
  if (rounds_[user.slot] == round_) return false;
  rounds_[user.slot] = round_;
  return true;
}

}  // namespace irc
