// Notifies the sessions that monitor a nick when its owner connects or leaves.
// https://ircv3.net/specs/extensions/monitor
#ifndef IRCSERV_CORE_ACTIONS_NOTIFY_MONITOR_NOTIFY_H_
#define IRCSERV_CORE_ACTIONS_NOTIFY_MONITOR_NOTIFY_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// Sends 730 and the metadata of the user.
void NotifyOnline(const State& state, Outbox& out, const User& user);
// Sends 731.
void NotifyOffline(const State& state, Outbox& out, absl::string_view nick);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_NOTIFY_MONITOR_NOTIFY_H_
