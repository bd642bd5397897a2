// From lines to sockets: the lines of a turn, the send queues that they go into, and one write for
// each client that got something.
//
// Laws of this file:
// - A line that several clients get is written down once (turn_lines.h).
// - A client is written to once in a turn. A client whose socket is known to be full is not written
//   to until the poller reports room.
// - Nobody is called: Flush returns the connections that something has to be done about, and
//   TakeOverflowed those whose send queue is full.
#ifndef IRCSERV_NET_CLIENT_OUTGOING_H_
#define IRCSERV_NET_CLIENT_OUTGOING_H_

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/ids.h"
#include "net/client/connection.h"
#include "net/client/connection_table.h"
#include "net/client/turn_lines.h"
#include "net/io/io_batch.h"

namespace irc {

class Outgoing {
 public:
  // `batch` outlives this.
  explicit Outgoing(IoBatch& batch) : batch_(batch) {}

  // The bytes that a send queue may hold when the socket is full.
  void SetQueueLimit(size_t bytes) { queue_bytes_max_ = bytes; }

  // Writes down a line with its CRLF, for the connections that are given to Enqueue until the next
  // one. `shared`: several get it.
  void Add(absl::string_view line, bool shared) { lines_.Add(line, shared); }
  void Enqueue(Connection& connection);

  // The connection is written to when this turn ends, also with an empty queue: then the next write
  // finds that a closed one is done. Nothing happens when its socket is known to be full.
  void WantOutput(Connection& connection) {
    if (!connection.interest.write) WantWrite(connection);
  }
  // The same when the poller has reported room.
  void WantWrite(Connection& connection);

  // The number of connections that will be written to.
  size_t waiting() const { return with_output_.size(); }
  // It is time to write: the text of this turn should stay in the processor's cache.
  bool big() const { return lines_.big(); }

  // The connections whose send queue has overflowed since the last call. What was not begun of
  // their queues is dropped, and nothing is queued for them until the core has closed them.
  std::vector<SessionId> TakeOverflowed() { return std::exchange(overflowed_, {}); }

  // What came of the writing to one connection, unless all has gone out.
  struct Written {
    enum class Kind : uint8_t {
      kInterest,  // whether it waits for room has changed
      kDone,      // closed, and all has gone out
      kError,     // the socket is broken
    };
    SessionId session;
    Kind kind = Kind::kInterest;
    int error = 0;  // errno
  };

  // Writes to all that got something and appends what has to be seen to.
  void Flush(ConnectionTable& connections, std::vector<Written>& written);

  // Bytes that were written since the last call.
  uint64_t TakeSentBytes() { return std::exchange(sent_bytes_, 0); }

 private:
  struct Writing {
    SessionId session;
    Connection* connection = nullptr;
    size_t index = 0;           // in the batch
    absl::string_view wrapped;  // see Connection::Gather
    ssize_t result = 0;         // bytes that went, or -errno
  };

  bool MakeRoom(Connection& connection);
  size_t WriteBatch(ConnectionTable& connections, size_t begin, std::vector<Written>& written);
  void Prepare(ConnectionTable& connections, SessionId session);
  void Finish(Connection& connection, ssize_t result, std::vector<Written>& written);

  IoBatch& batch_;
  size_t queue_bytes_max_ = 0;
  TurnLines lines_;
  std::vector<SessionId> with_output_;  // connections to write to in this turn
  std::vector<SessionId> writing_to_;   // connections that are being written to
  std::vector<Writing> writing_;        // of these, the ones of one batch
  std::string wrapped_;                 // what layers have made of lines for them
  std::vector<SessionId> overflowed_;
  uint64_t sent_bytes_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_CLIENT_OUTGOING_H_
