// Output, from lines to sockets: stores the lines of a turn, appends them to send queues, and
// writes once to each client that has output.
//
// Laws of this file:
// - A line for several clients is stored once (turn_lines.h).
// - A client is written to once in a turn. A client whose socket is known to be full is not written
//   to until the poller reports room.
// - What all queues together may hold is bounded; beyond the bound the longest go first.
// - A client that leaves more than half of its bound unread is behind: its lines wait, so that its
//   own questions do not fill its queue.
// - Outgoing calls no other component: Flush returns the connections that need an action, and
//   TakeOverflowed those that have to leave because of what they hold.
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
#include "net/accept/session_ids.h"
#include "net/client/connection.h"
#include "net/client/connection_table.h"
#include "net/client/lifecycle.h"
#include "net/client/turn_lines.h"
#include "net/io/io_batch.h"

namespace irc {

class Outgoing {
 public:
  // `batch` outlives this.
  explicit Outgoing(IoBatch& batch) : batch_(batch) {}

  // The maximum number of bytes in a send queue while the socket is full, and of the memory that
  // the queues of all clients have together.
  void SetQueueLimits(size_t bytes, size_t together) {
    queue_bytes_max_ = bytes;
    held_bytes_max_ = together;
  }

  // Stores a line with its CRLF. Enqueue then appends it to send queues, until the next Add.
  // `shared`: the line is for several clients.
  void Add(absl::string_view line, bool shared) { lines_.Add(line, shared); }
  void Enqueue(Connection& connection);

  // Schedules a write to the connection at the end of this turn, unless its socket is known to be
  // full. The queue may be empty: Flush then reports a closed connection as done.
  void QueueWrite(Connection& connection) {
    if (!connection.interest.write) WantWrite(connection);
  }
  // The same after the poller has reported room in the socket.
  void WantWrite(Connection& connection);

  // The number of connections that will be written to.
  size_t waiting() const { return with_output_.size(); }
  // True when the lines of this turn should be written, while they fit into the processor's cache.
  bool big() const { return lines_.big(); }

  // The connections whose send queue has overflowed since the last call, and the longest ones when
  // all together are over their bound. Their queues keep only a line that is partly written, and
  // get no more lines before those that answer their Disconnected event.
  struct Overflowed {
    SessionId session;
    EndReason why;  // kSendQueue, kSendQueues or kNoMemory
  };
  std::vector<Overflowed> TakeOverflowed(ConnectionTable& connections) {
    if (held_bytes_ > held_bytes_max_) Shed(connections, held_bytes_max_ / 4 * 3);
    return std::exchange(overflowed_, {});
  }

  // Takes the longest queues from their clients, so that half of the memory is left: the process
  // has too little. TakeOverflowed then has these clients.
  void ShedHalf(ConnectionTable& connections) { Shed(connections, held_bytes_ / 2); }

  // The connection is gone.
  void Forget(SessionId session) { Hold(SessionIds::SlotOf(session), 0); }

  // The memory of all queues, in bytes.
  size_t held_bytes() const { return held_bytes_; }

  // The result of writing to a connection that needs an action.
  struct Written {
    enum class Kind : uint8_t {
      kInterest,  // it begins or ceases to wait for room in its socket
      kDrained,   // everything has been written, and its answer is unfinished
      kCaughtUp,  // less than half of the queue's limit is left: its lines are taken again
      kDone,      // it is closed, and everything has been written
      kError,     // the socket is broken
    };
    SessionId session;
    Kind kind = Kind::kInterest;
    int error = 0;  // errno
  };

  // Writes to all connections that have output, and appends the results that need an action.
  void Flush(ConnectionTable& connections, std::vector<Written>& written);

  // The number of bytes that were written since the last call.
  uint64_t TakeSentBytes() { return std::exchange(sent_bytes_, 0); }

 private:
  struct Writing {
    SessionId session;
    Connection* connection = nullptr;
    size_t index = 0;           // in the batch
    absl::string_view wrapped;  // see Connection::Gather
    ssize_t result = 0;         // bytes written, or -errno
  };

  bool IsBehind(const Connection& connection) const {
    return connection.queue.bytes() > queue_bytes_max_ / 2;
  }
  bool WriteNow(Connection& connection);
  bool Keep(Connection& connection);
  void Overflow(Connection& connection, EndReason why);
  void Shed(ConnectionTable& connections, size_t bytes);
  void Count(const Connection& connection);
  void Hold(uint32_t slot, size_t bytes);
  size_t WriteBatch(ConnectionTable& connections, size_t begin, std::vector<Written>& written);
  void Prepare(ConnectionTable& connections, SessionId session);
  void Finish(Connection& connection, ssize_t result, std::vector<Written>& written);

  IoBatch& batch_;
  size_t queue_bytes_max_ = 0;
  TurnLines lines_;
  std::vector<SessionId> with_output_;  // connections to write to in this turn
  std::vector<SessionId> writing_to_;   // connections that are being written to
  std::vector<Writing> writing_;        // of these, the ones of one batch
  std::string wrapped_;                 // their lines as encoded by TLS and frames
  std::vector<Overflowed> overflowed_;
  uint64_t sent_bytes_ = 0;
  size_t held_bytes_max_ = 0;
  std::vector<uint32_t> held_;  // by slot: the memory of a queue at the end of its last turn
  size_t held_bytes_ = 0;       // the sum
};

}  // namespace irc

#endif  // IRCSERV_NET_CLIENT_OUTGOING_H_
