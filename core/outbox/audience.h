// The recipients of a message: a list of sessions, each once, in an order that depends on the
// events alone.
#ifndef IRCSERV_CORE_OUTBOX_AUDIENCE_H_
#define IRCSERV_CORE_OUTBOX_AUDIENCE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/protocol/caps.h"
#include "core/protocol/modes.h"
#include "core/state/state.h"

namespace irc {

// Narrows an audience.
struct AudienceFilter {
  CapSet has_all;                // capabilities that the session has, all of them
  CapSet has_none;               // capabilities of which it has none
  CapSet not_all;                // capabilities of which it lacks at least one; empty: no condition
  Prefixes prefixes = 0;         // the member has one of these; 0: no condition
  bool not_deaf = false;         // the member is not deaf (user mode +D)
  const User* except = nullptr;  // the user is not this one
  bool subscribed = false;       // the session has subscriptions to metadata
  const std::string* metadata_key = nullptr;  // the session subscribes to this key of metadata
  const Session* except_session = nullptr;    // the session is not this one

  // True when the filter has no condition on sessions, only on users.
  bool admits_all() const {
    return has_all.empty() && has_none.empty() && not_all.empty() && !subscribed &&
           metadata_key == nullptr && except_session == nullptr;
  }
  bool Admits(const Session& session) const {
    return (session.caps & has_all) == has_all && (session.caps & has_none).empty() &&
           (not_all.empty() || !((session.caps & not_all) == not_all)) &&
           (!subscribed || session.HasSubscriptions()) &&
           (metadata_key == nullptr || session.SubscribesTo(*metadata_key)) &&
           &session != except_session;
  }
};

class Audience {
 public:
  explicit Audience(const State& state) : state_(state) {}

  // Starts an empty audience.
  Audience& Clear();
  // Starts the audience of another message, without the users who were in the one before.
  Audience& ClearForRest();
  Audience& AddSession(const Session& session);
  Audience& AddUser(const User& user, const AudienceFilter& filter = {});
  Audience& AddChannel(const Channel& channel, const AudienceFilter& filter = {});
  // Replaces the audience by a channel, to which nothing may be added: no member is in a channel
  // twice, so the members need not be remembered.
  Audience& SetToChannel(const Channel& channel, const AudienceFilter& filter = {});
  // The members who see `user`, and `user`. REQUIRES: the user is in the channel.
  Audience& AddWitnesses(const Channel& channel, const User& user,
                         const AudienceFilter& filter = {});
  // All who see `user` in a channel, without `user`. With `words`, only in the channels in which
  // the user may say them (core/policy/heard.h).
  Audience& AddNeighbours(const User& user, const AudienceFilter& filter = {},
                          absl::string_view words = "");
  // All users that `filter` admits.
  Audience& AddEverybody(const AudienceFilter& filter);
  // Sessions with extended-monitor that monitor `user` and are not in the audience yet.
  // https://ircv3.net/specs/extensions/extended-monitor
  Audience& AddWatchers(const User& user, const AudienceFilter& filter = {}) {
    return AddMonitors(user, filter, Cap::kExtendedMonitor);
  }
  // The same, with `caps` instead of extended-monitor.
  Audience& AddMonitors(const User& user, const AudienceFilter& filter, CapSet caps);

  const std::vector<const Session*>& sessions() const { return sessions_; }

 private:
  void AddSessions(const User& user, const AudienceFilter& filter, bool admits_all);
  bool AddOnce(SlotId<User> user);
  // Adds the members that `filter` admits and for which takes(SlotId<User>) is true.
  template <typename Takes>
  void AddMembers(const Channel& channel, const AudienceFilter& filter, Takes&& takes);

  const State& state_;
  std::vector<const Session*> sessions_;
  // By slot of the user: the round in which the user was added last. It is a table of its own
  // rather than a mark in the user, because it is no part of the state.
  std::vector<uint64_t> rounds_;
  uint64_t round_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_CORE_OUTBOX_AUDIENCE_H_
