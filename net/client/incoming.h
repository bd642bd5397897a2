// Input, from sockets to lines: reads from clients, decodes TLS and frames, splits the bytes into
// lines, and returns the lines one by one as long as the client has flood tokens for them.
//
// Law of this file: the number of bytes that one turn of the loop reads from a client is bounded,
// so that no client delays the others. The rest is read in the next turn, even if an edge-triggered
// poller does not report it again.
#ifndef IRCSERV_NET_CLIENT_INCOMING_H_
#define IRCSERV_NET_CLIENT_INCOMING_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "core/conn/flood_budget.h"
#include "core/ids.h"
#include "net/client/connection.h"
#include "net/client/connection_table.h"
#include "net/io/io_batch.h"

namespace irc {

class Incoming {
 public:
  // `batch` outlives this. `services`: how they are called.
  Incoming(IoBatch& batch, ServiceNames services);

  // The connection is read in this turn.
  void QueueRead(Connection& connection);
  // The connection is read in the next turn, although the poller may not report it again.
  void QueueReadNextTurn(Connection& connection);
  // The lines of the connection are taken before this turn ends, or in the next one.
  void QueueLines(Connection& connection);

  // The connections that QueueReadNextTurn has named since the last call.
  std::vector<SessionId> TakeUnread() { return std::exchange(unread_, {}); }
  // The connections that QueueLines has named since the last call.
  std::vector<SessionId> TakeWithLines() { return std::exchange(with_lines_, {}); }

  bool has_unread() const { return !unread_.empty(); }
  bool has_lines() const { return !with_lines_.empty(); }
  bool idle() const { return unread_.empty() && with_lines_.empty(); }

  // The result of reading from one connection.
  struct Input {
    enum class Kind : uint8_t {
      kBytes,  // bytes were read, perhaps complete lines
      kEnd,    // the client has shut down its side, perhaps after some bytes
      kError,  // the socket is broken
      kNoMemory,
    };
    SessionId session;
    Kind kind = Kind::kBytes;
    int error = 0;  // errno
  };

  // Reads from the next batch of connections that QueueRead has named, and fills `inputs`. Returns
  // false when none are left.
  bool ReadBatch(ConnectionTable& connections, absl::Time now, std::vector<Input>& inputs);

  // Takes bytes that have been read and decrypted already, such as those after an HTTP request.
  // Returns false when the client has ended its WebSocket.
  bool FeedFrames(Connection& connection, absl::string_view bytes);

  // Reads from a closed connection and discards the bytes, so that closing the socket does not
  // reset the connection.
  Io Drain(Connection& connection);

  // The next line of the client, after the flood tokens for its last one have been taken; null when
  // there is none now. Passwords in the line are replaced by handles. An answer to the shell's own
  // PING is skipped, because it does not concern the core. The line is valid until the next call.
  struct Line {
    std::string text;               // its memory is used again for the next line
    bool readable = false;          // it could be parsed
    bool http = false;              // the first line of the connection, and one of HTTP
    bool query = false;             // a question about a channel, see LineKind
    std::optional<size_t> command;  // its index among all commands; nothing for an unknown one
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
  ServiceNames services_;
  std::unique_ptr<char[]> buffer_;
  std::vector<Reading> reading_;       // connections that are readable and not read yet
  size_t read_ = 0;                    // of these, the number that were read
  std::vector<SessionId> unread_;      // connections with more input than a turn reads
  std::vector<SessionId> with_lines_;  // connections whose lines are to be taken in this turn
  Connection::Scratch scratch_;
  Line line_;
  Counts counts_;
};

}  // namespace irc

#endif  // IRCSERV_NET_CLIENT_INCOMING_H_
