// The service manager that has started the server, systemd or one with the same protocol: socket
// activation and status notifications. Without a manager no sockets are passed and notifications do
// nothing.
//
// The name of a socket (FileDescriptorName= of its unit) gives its protocols: "irc", or the words
// of listen.addresses joined by '-', such as "tls" or "proxy-tls"; "metrics" is for Prometheus.
// Without FileDescriptorName= the name is that of the unit, and the socket is for IRC.
// https://www.freedesktop.org/software/systemd/man/sd_listen_fds.html and sd_notify.html
#ifndef IRCSERV_NET_TELEMETRY_SERVICE_MANAGER_H_
#define IRCSERV_NET_TELEMETRY_SERVICE_MANAGER_H_

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "net/io/listener.h"

namespace irc {

struct PassedSockets {
  std::vector<Listener> clients;
  std::vector<Listener> metrics;
};

// Whether sockets for clients were passed, so that the server needs no addresses of its own.
bool ClientSocketsWerePassed();

// Copies of the sockets that were passed. The sockets themselves stay open for the program that
// RESTART executes, so that connections queue up meanwhile instead of being refused. The message of
// an error is one sentence.
absl::StatusOr<PassedSockets> TakePassedSockets();

// The kind of the socket called `name`. False when the name has no meaning.
bool ParseSocketName(absl::string_view name, ListenerKind& kind, bool& metrics);

class ServiceManager {
 public:
  ServiceManager();  // reads the environment

  void Ready() const;      // the server accepts connections
  void Reloading() const;  // a rehash has begun; Ready ends it
  void Stopping() const;

  // Resets the watchdog and reports the number of connections. It must be called once per
  // interval(), or the manager may restart the server as hanging.
  void Alive(size_t connections) const;
  absl::Duration interval() const { return interval_; }

 private:
  absl::Duration interval_;  // infinite when there is no manager
};

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_SERVICE_MANAGER_H_
