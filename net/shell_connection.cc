// The shell's part in the life of one connection: what it waits for, and how it ends.
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "net/shell.h"

namespace irc {
namespace {

// How long a connection that was closed may take to read what is left for it, and to close too.
constexpr absl::Duration kLinger = absl::Seconds(2);
constexpr absl::Duration kLingerWhenStopping = absl::Milliseconds(200);

}  // namespace

// Its lines are looked at before this turn ends, or in the next one.
void Shell::WantLines(Connection& connection) {
  if (connection.has_lines) return;
  connection.has_lines = true;
  with_lines_.push_back(connection.id);
}

// Its queue is written before this turn ends, unless the socket is known to be full.
void Shell::WantOutput(Connection& connection) {
  if (!connection.interest.write) WantWrite(connection);
}

void Shell::WantWrite(Connection& connection) {
  if (connection.has_output) return;
  connection.has_output = true;
  with_output_.push_back(connection.id);
}

void Shell::SetInterest(Connection& connection) {
  const bool reads = connection.state == Connection::State::kOpen ||
                     connection.state == Connection::State::kLingering;
  const Interest wanted = {.read = reads && !connection.at_end && !connection.lost,
                           .write = connection.interest.write && !connection.lost};
  connection.interest = wanted;
  poller_->Set(connection.fd.get(), wanted);
}

void Shell::SetDeadline(Connection& connection) {
  const uint32_t slot = ConnectionTable::SlotOf(connection.id);
  if (connection.state != Connection::State::kOpen) {
    return deadlines_.Set(slot,
                          steady_ + (stop_ == Stop::kNo ? kLinger : kLingerWhenStopping));
  }
  absl::Time deadline = connection.keepalive.Deadline(keepalive_settings_);
  const bool poor = connection.owed_tokens > 0 && connection.reader.has_line() &&
                    !connection.waiting && !connection.has_lines;
  if (poor) {
    deadline = std::min(deadline,
                        connection.flood.ReadyAt(flood_limits_, connection.owed_tokens));
  }
  deadlines_.Set(slot, deadline);
}

// The socket is of no use any more. The core says goodbye for it to the others.
void Shell::Lose(Connection& connection, int error) {
  connection.lost = true;
  connection.queue.Clear();
  if (connection.state == Connection::State::kOpen) {
    Leave(connection, error == 0 ? "Connection closed" : strerror(error));
  } else {
    Release(connection);
  }
}

// Tells the core that an open connection ends, which then closes it.
void Shell::Leave(Connection& connection, std::string reason) {
  log_.Debug("session ", connection.id.value, " leaves: ", reason);
  Apply(Disconnected{.session = connection.id, .reason = std::move(reason)});
}

// All is written: says so to the client and waits for it to close.
void Shell::Linger(Connection& connection) {
  if (connection.at_end || ::shutdown(connection.fd.get(), SHUT_WR) != 0) {
    return Release(connection);
  }
  connection.state = Connection::State::kLingering;
  SetInterest(connection);
  SetDeadline(connection);
}

void Shell::Release(Connection& connection) {
  log_.Info(AddressText(connection.address), " disconnected (session ", connection.id.value, ", ",
            connections_.open() - 1, " open)");
  deadlines_.Clear(ConnectionTable::SlotOf(connection.id));
  poller_->Remove(connection.fd.get());
  admission_.Leave(connection.address);
  connections_.Free(connection);
  acceptor_.OnRoom();
}

}  // namespace irc
