#include "core/presence.h"

#include "core/numerics.h"

namespace irc {
namespace {

void Tell(const State& state, Outbox& out, absl::string_view nick, const Message& message) {
  const auto* watchers = MonitorsOf(state, nick);
  if (watchers == nullptr) return;
  for (SlotId<Session> id : *watchers) {
    const Session& watcher = SessionOf(state, id);
    // Who watches himself and leaves hears no more of it.
    if (!watcher.user.none()) out.Tell(watcher, message);
  }
}

}  // namespace

void TellOnline(const State& state, Outbox& out, const User& user) {
  Tell(state, out, user.nick, kRplMonOnline().Trailing(user.mask()));
}

void TellOffline(const State& state, Outbox& out, absl::string_view nick) {
  Tell(state, out, nick, kRplMonOffline().Trailing(nick));
}

}  // namespace irc
