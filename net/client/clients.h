// The connections of all clients, each with its poller interest, its deadline and its state
// (lifecycle.h).
#ifndef IRCSERV_NET_CLIENT_CLIENTS_H_
#define IRCSERV_NET_CLIENT_CLIENTS_H_

#include <cstddef>
#include <optional>

#include "absl/time/time.h"
#include "core/conn/flood_budget.h"
#include "core/conn/keepalive.h"
#include "core/ids.h"
#include "net/accept/lobby.h"
#include "net/accept/session_ids.h"
#include "net/client/connection.h"
#include "net/client/connection_table.h"
#include "net/io/deadlines.h"
#include "net/io/poller.h"

namespace irc {

class Clients {
 public:
  // Both outlive this.
  Clients(SessionIds& ids, Poller& poller) : ids_(ids), poller_(poller) {}

  // The limits hold from now on, also for the deadlines of open connections.
  void SetLimits(const FloodLimits& flood, const KeepaliveSettings& keepalive);
  const FloodLimits& flood_limits() const { return flood_limits_; }
  const KeepaliveSettings& keepalive_settings() const { return keepalive_settings_; }

  // Makes a socket from the lobby an open connection.
  Connection& Enter(Lobby::Entered& entered, absl::Time now);

  Connection* Find(SessionId id) { return table_.Find(id); }
  ConnectionTable& table() { return table_; }

  // Sets the poller's interest to the events that the connection waits for.
  void SetInterest(Connection& connection);

  // Computes the deadline from the connection's state, the time since its last input and its flood
  // tokens.
  void SetDeadline(Connection& connection, absl::Time now);
  absl::Time NextDeadline() const { return deadlines_.Next(); }
  // The next connection whose deadline has passed; null when there is none.
  Connection* PopDue(absl::Time now);

  // Takes the connection to its next state, and updates its interest, deadline and socket. Returns
  // false when the connection was removed.
  bool Advance(Connection& connection, Happening happening, absl::Time now);

  // Shortens the time that closed connections have to read the rest, because the server ends.
  void HurryUp() { stopping_ = true; }

 private:
  void Release(Connection& connection);

  SessionIds& ids_;
  Poller& poller_;
  ConnectionTable table_;
  Deadlines deadlines_;  // by slot; steady time
  FloodLimits flood_limits_;
  KeepaliveSettings keepalive_settings_;
  bool stopping_ = false;
};

}  // namespace irc

#endif  // IRCSERV_NET_CLIENT_CLIENTS_H_
