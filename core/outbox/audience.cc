#include "core/outbox/audience.h"

#include "core/check.h"
#include "core/policy/heard.h"
#include "core/policy/visibility.h"

namespace irc {

Audience& Audience::Clear() {
  sessions_.clear();
  ++round_;
  if (rounds_.size() < state_.users.slots()) rounds_.resize(state_.users.slots(), 0);
  return *this;
}

Audience& Audience::ClearForRest() {
  sessions_.clear();
  return *this;
}

Audience& Audience::AddSession(const Session& session) {
  sessions_.push_back(&session);
  return *this;
}

Audience& Audience::AddUser(const User& user, const AudienceFilter& filter) {
  AddSessions(user, filter, filter.admits_all());
  return *this;
}

inline void Audience::AddSessions(const User& user, const AudienceFilter& filter, bool admits_all) {
  for (SlotId<Session> id : user.sessions) {
    const Session& session = SessionOf(state_, id);
    if (admits_all || filter.Admits(session)) sessions_.push_back(&session);
  }
}

template <typename Takes>
void Audience::AddMembers(const Channel& channel, const AudienceFilter& filter, Takes&& takes) {
  const SlotId<User> except = filter.except == nullptr ? SlotId<User>() : filter.except->id;
  const bool admits_all = filter.admits_all();
  for (const Member& member : channel.members) {
    if (filter.prefixes != 0 && (member.prefixes & filter.prefixes) == 0) continue;
    if (member.user == except || !takes(member.user)) continue;
    const User& user = UserOf(state_, member.user);
    if (filter.not_deaf && user.Has(UserMode::kDeaf)) continue;
    AddSessions(user, filter, admits_all);
  }
}

Audience& Audience::AddChannel(const Channel& channel, const AudienceFilter& filter) {
  AddMembers(channel, filter, [this](SlotId<User> user) { return AddOnce(user); });
  return *this;
}

Audience& Audience::SetToChannel(const Channel& channel, const AudienceFilter& filter) {
  sessions_.clear();
  AddMembers(channel, filter, [](SlotId<User>) { return true; });
  return *this;
}

Audience& Audience::AddWitnesses(const Channel& channel, const User& user,
                                 const AudienceFilter& filter) {
  const Member* member = FindMember(state_, user, channel);
  IRC_CHECK(member != nullptr, "only members are seen in a channel");
  const Visibility visibility = VisibilityOf(channel, *member);
  if (visibility == Visibility::kEverybody) return AddChannel(channel, filter);
  if (filter.except != &user && AddOnce(user.id)) AddUser(user, filter);
  if (visibility == Visibility::kSelf) return *this;
  // Only members with a prefix see the user; a filter that asks for a prefix is narrower than that.
  AudienceFilter prefixed = filter;
  if (prefixed.prefixes == 0) prefixed.prefixes = AtLeast(kVoice);
  return AddChannel(channel, prefixed);
}

Audience& Audience::AddNeighbours(const User& user, const AudienceFilter& filter,
                                  absl::string_view words) {
  AddOnce(user.id);
  for (const Membership& membership : user.channels) {
    const Channel& channel = ChannelOf(state_, membership.channel);
    if (!words.empty() && CannotBeHeard(state_, user, channel, words).has_value()) continue;
    // The usual case needs no search, because a user may be in a hundred channels.
    if (VisibilityOf(channel, channel.members[membership.index]) == Visibility::kEverybody) {
      AddChannel(channel, filter);
    } else {
      AddWitnesses(channel, user, filter);
    }
  }
  return *this;
}

Audience& Audience::AddEverybody(const AudienceFilter& filter) {
  const bool admits_all = filter.admits_all();
  state_.users.ForEach([&](const User& user) {
    if (&user != filter.except) AddSessions(user, filter, admits_all);
  });
  return *this;
}

Audience& Audience::AddMonitors(const User& user, const AudienceFilter& filter, CapSet caps) {
  const auto* watchers = MonitorsOf(state_, user.nick);
  if (watchers == nullptr) return *this;
  for (SlotId<Session> id : *watchers) {
    const Session& session = SessionOf(state_, id);
    if (!((session.caps & caps) == caps) || !filter.Admits(session)) continue;
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
