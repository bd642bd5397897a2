#include "net/telemetry/service_manager.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "net/io/fd.h"
#include "net/telemetry/service_protocol.h"

namespace irc {
namespace {

// The interval of status messages when the manager has no watchdog.
constexpr absl::Duration kStatusInterval = absl::Minutes(1);

absl::Status Take(int fd, absl::string_view name, PassedSockets& passed) {
  const std::string who = absl::StrCat("the socket '", name, "' that was passed: ");
  ListenerKind kind;
  bool metrics = false;
  if (!ParseSocketName(name, kind, metrics)) {
    return absl::InvalidArgumentError(
        absl::StrCat(who,
                     "its name is not \"irc\", \"metrics\", or \"proxy\", \"tls\" and "
                     "\"websocket\" with '-' between them"));
  }
  // FD_CLOEXEC is set now; without it, the program that RESTART executes inherits the socket.
  ::fcntl(fd, F_SETFD, 0);
  Fd copy(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
  if (!copy.valid()) return absl::UnavailableError(absl::StrCat(who, strerror(errno)));
  absl::StatusOr<Listener> listener = ListenerOf(std::move(copy), kind);
  if (!listener.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(who, listener.status().message()));
  }
  (metrics ? passed.metrics : passed.clients).push_back(*std::move(listener));
  return absl::OkStatus();
}

}  // namespace

bool ParseSocketName(absl::string_view name, ListenerKind& kind, bool& metrics) {
  metrics = name == "metrics";
  if (metrics || name == "irc" || name == "unknown" || absl::EndsWith(name, ".socket")) return true;
  const std::vector<absl::string_view> words = absl::StrSplit(name, '-');
  return std::all_of(words.begin(), words.end(),
                     [&](absl::string_view word) { return AddListenerWord(word, kind); });
}

bool ClientSocketsWerePassed() {
  const auto names = NamesOfPassedDescriptors();
  return names.ok() && std::any_of(names->begin(), names->end(),
                                   [](const std::string& name) { return name != "metrics"; });
}

absl::StatusOr<PassedSockets> TakePassedSockets() {
  const auto names = NamesOfPassedDescriptors();
  if (!names.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot take the sockets that were passed: ", names.status().message()));
  }
  PassedSockets passed;
  int fd = kFirstPassedDescriptor;
  for (const std::string& name : *names) {
    const absl::Status status = Take(fd++, name, passed);
    if (!status.ok()) return status;
  }
  return passed;
}

ServiceManager::ServiceManager() : interval_(absl::InfiniteDuration()) {
  if (std::getenv("NOTIFY_SOCKET") == nullptr) return;
  interval_ = kStatusInterval;
  if (const std::optional<absl::Duration> timeout = WatchdogTimeout()) {
    // Half of the watchdog's timeout, as sd_watchdog_enabled(3) recommends.
    interval_ = std::min(interval_, *timeout / 2);
  }
}

void ServiceManager::Ready() const { NotifyManager("READY=1"); }

void ServiceManager::Reloading() const {
  timespec now = {};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  NotifyManager(absl::StrCat("RELOADING=1\nMONOTONIC_USEC=",
                             absl::ToInt64Microseconds(absl::DurationFromTimespec(now))));
}

void ServiceManager::Stopping() const { NotifyManager("STOPPING=1\nSTATUS=Saying goodbye"); }

void ServiceManager::Alive(size_t connections) const {
  NotifyManager(absl::StrCat("WATCHDOG=1\nSTATUS=", connections, " connections"));
}

}  // namespace irc
