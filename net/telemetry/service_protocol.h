// The protocol between a service manager such as systemd and its services: environment variables,
// descriptors from 3 on, and datagrams. It is small and stable, so it needs no library.
// https://www.freedesktop.org/software/systemd/man/sd_listen_fds.html, sd_notify.html,
// sd_watchdog_enabled.html and https://systemd.io/PORTABILITY_AND_STABILITY/
#ifndef IRCSERV_NET_TELEMETRY_SERVICE_PROTOCOL_H_
#define IRCSERV_NET_TELEMETRY_SERVICE_PROTOCOL_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace irc {

// The first descriptor that is passed.
inline constexpr int kFirstPassedDescriptor = 3;

// The names of the descriptors that were passed to this process, in their order. The message of an
// error is one sentence.
absl::StatusOr<std::vector<std::string>> NamesOfPassedDescriptors();

// How often the manager wants to hear of this process, if it does.
std::optional<absl::Duration> WatchdogTimeout();

// Whether a manager has what is written to the descriptor: it wants to be notified, or the
// descriptor is its journal (JOURNAL_STREAM, see systemd.exec(5)).
bool IsForManager(int fd);

// Sends the manager lines of the form "NAME=value". Does nothing when there is no manager.
void NotifyManager(const std::string& lines);

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_SERVICE_PROTOCOL_H_
