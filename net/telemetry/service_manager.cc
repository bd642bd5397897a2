#include "net/telemetry/service_manager.h"

#include <fcntl.h>
#include <systemd/sd-daemon.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "net/io/fd.h"

namespace irc {
namespace {

// The interval of status messages when the manager has no watchdog.
constexpr absl::Duration kStatusInterval = absl::Minutes(1);

// Does nothing when there is no manager: sd_notify() then returns 0.
void Tell(const std::string& state) { ::sd_notify(0, state.c_str()); }

// The names from sd_listen_fds_with_names(), which the caller has to free.
class Names {
 public:
  ~Names() {
    for (char** name = names_; name != nullptr && *name != nullptr; ++name) std::free(*name);
    std::free(names_);
  }
  char*** out() { return &names_; }
  absl::string_view operator[](int i) const { return names_[i]; }

 private:
  char** names_ = nullptr;
};

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
  // Clears FD_CLOEXEC, which sd_listen_fds has set: the program that RESTART executes inherits the
  // socket.
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
  Names names;
  const int count = ::sd_listen_fds_with_names(0, names.out());
  for (int i = 0; i < count; ++i) {
    if (names[i] != "metrics") return true;
  }
  return false;
}

absl::StatusOr<PassedSockets> TakePassedSockets() {
  Names names;
  const int count = ::sd_listen_fds_with_names(0, names.out());
  if (count < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot take the sockets that were passed: ", strerror(-count)));
  }
  PassedSockets passed;
  for (int i = 0; i < count; ++i) {
    const absl::Status status = Take(SD_LISTEN_FDS_START + i, names[i], passed);
    if (!status.ok()) return status;
  }
  return passed;
}

ServiceManager::ServiceManager() : interval_(absl::InfiniteDuration()) {
  if (std::getenv("NOTIFY_SOCKET") == nullptr) return;
  interval_ = kStatusInterval;
  uint64_t microseconds = 0;
  if (::sd_watchdog_enabled(0, &microseconds) > 0) {
    // Half of the watchdog's timeout, as sd_watchdog_enabled(3) recommends.
    interval_ = std::min(interval_, absl::Microseconds(static_cast<int64_t>(microseconds / 2)));
  }
}

void ServiceManager::Ready() const { Tell("READY=1"); }

void ServiceManager::Reloading() const {
  timespec now = {};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  Tell(absl::StrCat("RELOADING=1\nMONOTONIC_USEC=",
                    absl::ToInt64Microseconds(absl::DurationFromTimespec(now))));
}

void ServiceManager::Stopping() const { Tell("STOPPING=1\nSTATUS=Saying goodbye"); }

void ServiceManager::Alive(size_t connections) const {
  Tell(absl::StrCat("WATCHDOG=1\nSTATUS=", connections, " connections"));
}

}  // namespace irc
