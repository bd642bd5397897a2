#include "core/clock.h"

#include <algorithm>

#include "core/state/ban_list.h"
#include "core/state/session_deadlines.h"

namespace irc {
namespace {

// Each function moves the times of an object that are measured from now on by `by`, and dates its
// records not later than `now`.
struct ClockSetter {
  const absl::Duration by;
  const absl::Time now;

  void Move(absl::Time& time) const { time += by; }
  void Date(absl::Time& time) const { time = std::min(time, now); }

  void Set(Session& session) const {
    Move(session.connected_at);
    if (!session.registered()) Move(session.registration->deadline);
    if (session.batch != nullptr) Move(session.batch->deadline);
    if (session.grant != nullptr) Move(session.grant->until);
    if (session.login != nullptr) Date(session.login->at);
    if (session.half_login != nullptr) Move(session.half_login->deadline);
    if (session.metadata_use->throttle.changes > 0) {
      Move(session.metadata_use.Edit().throttle.window_began);
    }
  }

  void Set(User& user) const {
    Move(user.signed_on_at);
    Move(user.active_at);
    if (user.read_markers->empty()) return;
    for (auto& [target, time] : user.read_markers.Edit()) Date(time);
  }

  void Set(Channel& channel) const {
    Date(channel.created_at);
    Date(channel.topic.set_at);
    if (*channel.extras != ChannelExtras()) {
      ChannelExtras& extras = channel.extras.Edit();
      Move(extras.throttle.window_began);
      for (Knock& knock : extras.knocks) Move(knock.at);
      Date(extras.renamed_at);
    }
    for (std::vector<ListEntry>& list : channel.lists) {
      for (ListEntry& entry : list) Date(entry.set_at);
    }
    channel.history.DateNotAfter(now);
  }

  template <typename Key>
  void Set(UseCounts<Key>& uses) const {
    for (auto& [key, use] : uses) {
      Move(use.began);
      Move(use.last);
    }
  }

  void Set(ServerBan& ban) const {
    Move(ban.expires_at);
    Move(ban.hits_due);
    Date(ban.set_at);
    Date(ban.hit_at);
  }
};

void SetClock(State& state, absl::Duration by) {
  state.now += by;
  const ClockSetter setter{.by = by, .now = absl::FromUnixMillis(absl::ToUnixMillis(state.now))};
  state.sessions.ForEach([&](Session& session) { setter.Set(session); });
  state.users.ForEach([&](User& user) { setter.Set(user); });
  state.channels.ForEach([&](Channel& channel) { setter.Set(channel); });
  state.conversations.DateNotAfter(setter.now);
  state.former_names.Move(by);
  state.nick_guard.deadlines.Move(by);
  state.nick_guard.held.Move(by);
  ExpiryRound round = state.accounts.expiry_round();
  setter.Move(round.next);
  state.accounts.SetExpiryRound(round);
  ChannelExpiryRound of_channels = state.registered_channels.expiry_round();
  setter.Move(of_channels.next);
  state.registered_channels.SetExpiryRound(of_channels);
  state.bans.EditAll([&](ServerBan& ban) { setter.Set(ban); });
  state.staff_rules.SetClock(by, setter.now);
  setter.Set(state.account_uses.registrations);
  setter.Set(state.account_uses.asked_mails);
  setter.Set(state.account_uses.mails);
  setter.Set(state.account_uses.memos);
  setter.Set(state.account_uses.host_requests);
  setter.Move(state.account_uses.drops_from);
  for (auto& [account, tries] : state.factor_tries) setter.Move(tries.since);
  for (auto& [user, shown] : state.hosts_shown) {
    if (shown.until != absl::InfiniteFuture()) setter.Date(shown.until);
  }
  state.whowas.ForEach([&](WhowasEntry& entry) { setter.Date(entry.left_at); });
  NoteBanDeadline(state);
  IndexDeadlines(state);
}

}  // namespace

void TakeTime(State& state, const Stamp& stamp) {
  if (stamp.set_by != absl::ZeroDuration()) SetClock(state, stamp.set_by);
  state.now = std::max(state.now, stamp.now);
}

}  // namespace irc
