// Tells those who MONITOR a nick that it has come or gone.
// https://ircv3.net/specs/extensions/monitor
#ifndef IRCSERV_CORE_ACTIONS_MONITOR_NOTIFY_H_
#define IRCSERV_CORE_ACTIONS_MONITOR_NOTIFY_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

void NotifyOnline(const State& state, Outbox& out, const User& user);
void NotifyOffline(const State& state, Outbox& out, absl::string_view nick);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_MONITOR_NOTIFY_H_
