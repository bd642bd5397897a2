// The manager that has started the server, systemd or one that speaks like it: the sockets that it
// passes on, and what it is told. Without a manager nothing is passed and telling does nothing.
//
// The name of a socket (FileDescriptorName= of its unit) says what is spoken there: "irc", or the
// words of listen.addresses with '-' between them, such as "tls" or "proxy-tls"; "metrics" is for
// Prometheus. A socket without a name of its own has that of its unit and is for IRC.
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

// Copies of the sockets that were passed. The sockets themselves stay open for a program that this
// one executes in its place, and so nobody is refused meanwhile. An error is one sentence.
absl::StatusOr<PassedSockets> TakePassedSockets();

// The kind of the socket called `name`; false when there is none.
bool ParseSocketName(absl::string_view name, ListenerKind& kind, bool& metrics);

class ServiceManager {
 public:
  ServiceManager();  // reads the environment

  void Ready() const;      // clients are served
  void Reloading() const;  // until the next Ready
  void Stopping() const;

  // That the loop still turns, and how many connections there are. To be called once in each
  // interval(), or the manager may think that the server hangs.
  void Alive(size_t connections) const;
  absl::Duration interval() const { return interval_; }

 private:
  absl::Duration interval_;  // infinite when nobody listens
};

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_SERVICE_MANAGER_H_
