#include "core/actions/notify/monitor_notify.h"

#include "core/actions/notify/metadata_notify.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

// Calls notify(session) for the sessions that monitor the nick.
template <typename Notify>
void ForEachWatcher(const State& state, absl::string_view nick, Notify&& notify) {
  const auto* watchers = MonitorsOf(state, nick);
  if (watchers == nullptr) return;
  for (SlotId<Session> id : *watchers) {
    const Session& watcher = SessionOf(state, id);
    // A session that monitored its own nick and leaves is not notified.
    if (!watcher.user.none()) notify(watcher);
  }
}

}  // namespace

void NotifyOnline(const State& state, Outbox& out, const User& user) {
  ForEachWatcher(state, user.nick, [&](const Session& watcher) {
    out.NotifySession(watcher, kRplMonOnline().Trailing(user.mask()));
    NotifyMetadataOf(out, watcher, user);
  });
}

void NotifyOffline(const State& state, Outbox& out, absl::string_view nick) {
  ForEachWatcher(state, nick, [&](const Session& watcher) {
    out.NotifySession(watcher, kRplMonOffline().Trailing(nick));
  });
}

}  // namespace irc
