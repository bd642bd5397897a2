// Who hears something: a list of sessions, each once, in an order that depends on the events alone.
#ifndef IRCSERV_CORE_OUTBOX_AUDIENCE_H_
#define IRCSERV_CORE_OUTBOX_AUDIENCE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/protocol/caps.h"
#include "core/protocol/modes.h"
#include "core/state/state.h"

namespace irc {

// Narrows an audience.
struct Only {
  CapSet with;                              // sessions that have all of these
  CapSet without;                           // and none of these
  CapSet lacking;                           // and not all of these, when there are any
  Prefixes prefixes = 0;                    // members with one of these; 0: everybody
  bool hearing = false;                     // not the deaf (user mode +D)
  const User* except = nullptr;             // not this user
  const std::string* key = nullptr;         // sessions that subscribe to this key of metadata
  const Session* except_session = nullptr;  // not this one

  // Any session of whoever is not excepted.
  bool admits_all() const {
    return with.empty() && without.empty() && lacking.empty() && key == nullptr &&
           except_session == nullptr;
  }
  bool Admits(const Session& session) const {
    return (session.caps & with) == with && (session.caps & without).empty() &&
           (lacking.empty() || !((session.caps & lacking) == lacking)) &&
           (key == nullptr || session.SubscribesTo(*key)) && &session != except_session;
  }
};

class Audience {
 public:
  explicit Audience(const State& state) : state_(state) {}

  // Starts an empty audience.
  Audience& Clear();
  Audience& AddSession(const Session& session);
  Audience& AddUser(const User& user, const Only& only = {});
  Audience& AddChannel(const Channel& channel, const Only& only = {});
  // Starts anew with a channel, to which nobody is added any more: as no member is in it twice,
  // nobody has to be remembered.
  Audience& OnlyChannel(const Channel& channel, const Only& only = {});
  // The members who see `user`, and himself. REQUIRES: he is in the channel.
  Audience& AddWitnesses(const Channel& channel, const User& user, const Only& only = {});
  // Everybody who sees `user` in some channel; not the user himself.
  Audience& AddNeighbours(const User& user, const Only& only = {});
  // Sessions with extended-monitor that watch `user` and are not in the audience for a channel.
  Audience& AddWatchers(const User& user, const Only& only = {}) {
    return AddMonitors(user, only, Cap::kExtendedMonitor);
  }
  // The same, with `caps` instead of extended-monitor.
  Audience& AddMonitors(const User& user, const Only& only, CapSet caps);

  const std::vector<const Session*>& sessions() const { return sessions_; }

 private:
  void AddSessions(const User& user, const Only& only, bool admits_all);
  bool AddOnce(SlotId<User> user);
  // Adds those of the members who are among `only` and whom `takes(SlotId<User>)`.
  template <typename Takes>
  void AddMembers(const Channel& channel, const Only& only, Takes&& takes);

  const State& state_;
  std::vector<const Session*> sessions_;
  // By slot of the user: the round in which he was added last. A table beside the state rather
  // than a mark in the user, because it is no part of what the server knows.
  std::vector<uint64_t> rounds_;
  uint64_t round_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_CORE_OUTBOX_AUDIENCE_H_
