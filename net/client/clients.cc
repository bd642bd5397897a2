#include "net/client/clients.h"

#include <sys/socket.h>

#include <algorithm>
#include <utility>

namespace irc {
namespace {

// The time that the client of a closed connection has to read the rest of its send queue and to
// close its side.
constexpr absl::Duration kLinger = absl::Seconds(2);
constexpr absl::Duration kLingerWhenStopping = absl::Milliseconds(200);

}  // namespace

void Clients::SetLimits(const FloodLimits& flood, const KeepaliveSettings& keepalive) {
  flood_limits_ = flood;
  keepalive_settings_ = keepalive;
  // The deadline of an open connection does not depend on the present time.
  table_.ForEach([this](Connection& connection) {
    if (connection.open()) SetDeadline(connection, absl::InfinitePast());
  });
}

Connection& Clients::Enter(Lobby::Entered& entered, absl::Time now) {
  Connection& connection = table_.Add(entered.id);
  connection.fd = std::move(entered.fd);
  connection.port = entered.port;
  connection.admission = std::move(entered.ticket);
  connection.keepalive = Keepalive(now);
  connection.received_bytes = entered.received_bytes;
  connection.sent_bytes = entered.sent_bytes;
  connection.interest = {.read = true, .write = !entered.unsent.empty(), .edge = entered.direct};
  connection.SetLayers(std::move(entered.tls), entered.frames.has_value()
                                                   ? std::make_unique<WebSocket>(*entered.frames)
                                                   : nullptr);
  connection.AddWire(entered.unsent);
  connection.Advance(Happening::kEntered);
  if (!entered.direct) SetInterest(connection);
  SetDeadline(connection, now);
  return connection;
}

void Clients::SetInterest(Connection& connection) {
  Interest wanted = {.read = !connection.at_end && !connection.lost,
                     .write = connection.interest.write && !connection.lost,
                     .edge = false};
  // With edge-triggered epoll, a read interest need not be removed.
  if (connection.interest.edge && poller_.edge_triggered() && !wanted.write) return;
  wanted.edge = wanted.read && !wanted.write && connection.open();
  connection.interest = wanted;
  poller_.Set(connection.fd.get(), wanted);
}

void Clients::SetDeadline(Connection& connection, absl::Time now) {
  const uint32_t slot = SessionIds::SlotOf(connection.id);
  if (!connection.open()) {
    return deadlines_.Set(slot, now + (stopping_ ? kLingerWhenStopping : kLinger));
  }
  absl::Time deadline = connection.keepalive.Deadline(keepalive_settings_);
  const bool waits_for_tokens = connection.flood.owes() && connection.reader.has_line() &&
                                !connection.hold.any() && !connection.has_lines;
  if (waits_for_tokens) {
    deadline = std::min(deadline, connection.flood.ReadyAt(flood_limits_));
  }
  deadlines_.Set(slot, deadline);
}

Connection* Clients::PopDue(absl::Time now) {
  const std::optional<uint32_t> slot = deadlines_.PopDue(now);
  return slot.has_value() ? &table_.At(*slot) : nullptr;
}

bool Clients::Advance(Connection& connection, Happening happening, absl::Time now) {
  if (happening == Happening::kPeerEnded) connection.at_end = true;
  if (happening == Happening::kLost) connection.Abandon();
  const ConnectionState before = connection.state();
  const ConnectionState state = connection.Advance(happening);
  if (state == before) {
    if (happening == Happening::kPeerEnded) SetInterest(connection);
    return true;
  }
  if (state == ConnectionState::kClosing) {
    connection.leaving = false;
    if (connection.lost) return Advance(connection, Happening::kLost, now);
  }
  if (state == ConnectionState::kLingering) {
    connection.EndKernelTls();
    if (connection.at_end || ::shutdown(connection.fd.get(), SHUT_WR) != 0) {
      return Advance(connection, Happening::kPeerEnded, now);
    }
  }
  if (state == ConnectionState::kFree) {
    Release(connection);
    return false;
  }
  SetDeadline(connection, now);
  return true;
}

void Clients::Release(Connection& connection) {
  const SessionId id = connection.id;
  deadlines_.Clear(SessionIds::SlotOf(id));
  poller_.RemoveClosing(connection.fd.get());
  table_.Remove(connection);
  ids_.GiveBack(id);
}

}  // namespace irc
