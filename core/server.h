// The whole server as a function of its input: Apply takes one event and returns the lines to send.
// Start reading here; ARCHITECTURE.md follows one line through it.
#ifndef IRCSERV_CORE_SERVER_H_
#define IRCSERV_CORE_SERVER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/config.h"
#include "core/event.h"
#include "core/output.h"

namespace irc {

struct State;

class Server {
 public:
  // `config` has passed ValidateConfig (core/config_keys.h). `started` is the time that 003 and
  // STATS u count from.
  Server(Config config, absl::Time started);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Applies one event. `out` is cleared first, so that its memory can be reused.
  void Apply(const Stamp& stamp, const Event& event, Output& out);

  // The time of the next Ticked that the shell must send; absl::InfiniteFuture() when nothing
  // waits.
  absl::Time NextDeadline() const;

  // The complete state in a versioned format, and back. Load replaces everything, also the
  // configuration; it returns INVALID_ARGUMENT and leaves the server as it was when `snapshot` is
  // damaged or of another version.
  std::string Save() const;
  absl::Status Load(absl::string_view snapshot);

  // Crashes with a message when an invariant of the state does not hold. Tests call it after every
  // event.
  void CheckInvariants() const;

  // Whether the session is open: connected, and not closed yet.
  bool Knows(SessionId session) const;

  // The account that has this name or nick, as its name is spelled, found in constant time; empty:
  // there is none.
  std::string AccountNamed(absl::string_view name) const;

  // The present totals, for monitoring.
  struct Totals {
    size_t users = 0;
    size_t channels = 0;
    size_t opers = 0;
    size_t unregistered = 0;     // sessions without a user
    size_t accounts = 0;         // that are kept
    uint64_t history_bytes = 0;  // that all messages kept take
  };
  Totals totals() const;

  // For queries, summaries and tests. Only Apply and Load change it.
  const State& state() const;

 private:
  struct Parts;  // the state and the outbox
  std::unique_ptr<Parts> parts_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_SERVER_H_
