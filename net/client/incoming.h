// From sockets to lines: reads what clients have sent, takes TLS and frames off, cuts it into
// lines, and gives the lines out one by one as long as the client has flood tokens for them.
//
// Law of this file: a client gets a bounded amount read in one turn of the loop, so that no client
// makes the others wait. What is left is read in the next turn, also where an edge-triggered poller
// does not report it again.
#ifndef IRCSERV_NET_CLIENT_INCOMING_H_
#define IRCSERV_NET_CLIENT_INCOMING_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "core/conn/flood_bucket.h"
#include "core/conn/line_facts.h"
#include "core/ids.h"
#include "net/client/connection.h"
#include "net/client/connection_table.h"
#include "net/io/io_batch.h"

namespace irc {

class Incoming {
 public:
  // `batch` outlives this.
  explicit Incoming(IoBatch& batch);

  // The connection is read in this turn.
  void WantInput(Connection& connection);
  // The connection is read in the next turn, although the poller may not report it again.
  void WantMore(Connection& connection);
  // The lines of the connection are taken before this turn ends, or in the next one.
  void WantLines(Connection& connection);

  // The connections that WantMore has named since the last call.
  std::vector<SessionId> TakeUnread() { return std::exchange(unread_, {}); }
  // The connections that WantLines has named since the last call.
  std::vector<SessionId> TakeWithLines() { return std::exchange(with_lines_, {}); }

  bool has_unread() const { return !unread_.empty(); }
  bool has_lines() const { return !with_lines_.empty(); }
  bool idle() const { return unread_.empty() && with_lines_.empty(); }

  // What came of the reading of one connection.
  struct Input {
    enum class Kind : uint8_t {
      kBytes,  // lines may be there
      kEnd,    // the client has shut its side, maybe behind some bytes
      kError,  // the socket is broken
    };
    SessionId session;
    Kind kind = Kind::kBytes;
    int error = 0;  // errno
  };

  // Reads the next batch of connections that want input, and fills `inputs`. False when there are
  // none left.
  bool ReadBatch(ConnectionTable& connections, absl::Time now, std::vector<Input>& inputs);

  // Takes bytes that are read already and free of TLS, as those behind an HTTP request are. False
  // when the client has ended its WebSocket.
  bool FeedFrames(Connection& connection, absl::string_view bytes);

  // Reads from a closed connection and throws it away, so that closing the socket resets nothing.
  Io Drain(Connection& connection);

  // The next line of the client, when it can pay for its last one; password texts are replaced by
  // handles. Null when there is none now. A line that is no business of the core (the answer to our
  // PING) is skipped. Good until the next call.
  struct Line {
    std::string text;
    LineFacts facts;
  };
  Line* NextLine(Connection& connection, const FloodLimits& flood, absl::Time now);

  // Bytes and lines that were read since the last call.
  struct Counts {
    uint64_t bytes = 0;
    uint64_t lines = 0;
  };
  Counts TakeCounts() { return std::exchange(counts_, {}); }

 private:
  struct Reading {
    SessionId session;
    size_t index = 0;  // in the batch
  };

  Input Take(Connection& connection, ssize_t result, const char* buffer, absl::Time now);

  IoBatch& batch_;
  std::unique_ptr<char[]> buffer_;
  std::vector<Reading> reading_;       // connections that are readable and not read yet
  size_t read_ = 0;                    // of these, the number that were read
  std::vector<SessionId> unread_;      // connections with more than a turn reads
  std::vector<SessionId> with_lines_;  // connections whose lines are to be taken in this turn
  Connection::Scratch scratch_;
  Line line_;
  Counts counts_;
};

}  // namespace irc

#endif  // IRCSERV_NET_CLIENT_INCOMING_H_
