#include "core/actions/monitor_notify.h"

#include "core/actions/metadata_notify.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

// Calls tell(session) for those who watch the nick.
template <typename TellOne>
void EachWatcher(const State& state, absl::string_view nick, TellOne&& tell) {
  const auto* watchers = MonitorsOf(state, nick);
  if (watchers == nullptr) return;
  for (SlotId<Session> id : *watchers) {
    const Session& watcher = SessionOf(state, id);
    // Who watches himself and leaves hears no more of it.
    if (!watcher.user.none()) tell(watcher);
  }
}

}  // namespace

void TellOnline(const State& state, Outbox& out, const User& user) {
  EachWatcher(state, user.nick, [&](const Session& watcher) {
    out.Tell(watcher, kRplMonOnline().Trailing(user.mask()));
    TellMetadataOf(out, watcher, user);
  });
}

void TellOffline(const State& state, Outbox& out, absl::string_view nick) {
  EachWatcher(state, nick,
              [&](const Session& watcher) { out.Tell(watcher, kRplMonOffline().Trailing(nick)); });
}

}  // namespace irc
