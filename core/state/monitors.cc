// The functions of state.h for MONITOR.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "core/state/state.h"

namespace irc {
namespace {

// Removes the session from the watchers of the nick. False when it is not among them.
bool ForgetMonitor(State& state, const Session& session, const Folded& nick) {
  const auto found = state.monitors.find(nick);
  if (found == state.monitors.end() || found->second.erase(session.slot) == 0) return false;
  if (found->second.empty()) state.monitors.erase(found);
  return true;
}

}  // namespace

bool AddMonitor(State& state, Session& session, absl::string_view nick) {
  if (!state.monitors[Fold(state.casemapping, nick)].insert(session.slot).second) return false;
  session.monitored.push_back(std::string(nick));
  return true;
}

void RemoveMonitors(State& state, Session& session, absl::Span<const absl::string_view> nicks) {
  absl::btree_set<Folded> removed;
  for (absl::string_view nick : nicks) {
    const Folded key = Fold(state.casemapping, nick);
    if (ForgetMonitor(state, session, key)) removed.insert(key);
  }
  if (removed.empty()) return;
  auto& monitored = session.monitored;
  monitored.erase(std::remove_if(monitored.begin(), monitored.end(),
                                 [&](const std::string& nick) {
                                   return removed.contains(Fold(state.casemapping, nick));
                                 }),
                  monitored.end());
}

void ClearMonitors(State& state, Session& session) {
  for (const std::string& nick : session.monitored) {
    ForgetMonitor(state, session, Fold(state.casemapping, nick));
  }
  session.monitored = {};
}

}  // namespace irc
