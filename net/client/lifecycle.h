// The life of a connection: its states, the happenings that lead from one to the next, and the
// reason of its end. All transitions are in this file; Clients::Advance carries them out, and
// those that follow at once. The shell sets the reason (Connection::EndBecause).
//
// A socket comes from the lobby (net/accept/lobby.h), where it is a PendingSocket. When it has
// entered:
//
//   kFree       no connection: a free slot
//   kOpen       the core knows it
//   kClosing    the core has closed it; its send queue is still being written
//   kLingering  everything has been written and the server's side is shut down. It waits until the
//               client closes too: closing a socket with unread input resets the connection, and
//               the last lines could be lost
//
// Law of this file: only the core closes a connection that it knows. A timeout, a lost
// socket or an overflow of an open connection becomes an event for the core (Disconnected), which
// then closes the connection.
#ifndef IRCSERV_NET_CLIENT_LIFECYCLE_H_
#define IRCSERV_NET_CLIENT_LIFECYCLE_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "core/check.h"

namespace irc {

enum class ConnectionState : uint8_t { kFree, kOpen, kClosing, kLingering };

enum class Happening : uint8_t {
  kEntered,     // the socket came from the lobby
  kCoreClosed,  // the core has closed the session
  kAllWritten,  // the send queue of a closed connection is empty
  kPeerEnded,   // the client has shut down its side
  kLost,        // the socket cannot be used any more
  kTimedOut,    // its deadline has passed
};

struct Transition {
  ConnectionState from;
  Happening happening;
  ConnectionState to;
};

// All transitions that can occur.
inline constexpr std::array kTransitions = {
    Transition{ConnectionState::kFree, Happening::kEntered, ConnectionState::kOpen},
    // Input from before the end is still served, and the client may read the answers. Only a
    // password is not checked any more.
    Transition{ConnectionState::kOpen, Happening::kPeerEnded, ConnectionState::kOpen},
    Transition{ConnectionState::kOpen, Happening::kLost, ConnectionState::kOpen},
    Transition{ConnectionState::kOpen, Happening::kTimedOut, ConnectionState::kOpen},
    Transition{ConnectionState::kOpen, Happening::kCoreClosed, ConnectionState::kClosing},
    Transition{ConnectionState::kClosing, Happening::kPeerEnded, ConnectionState::kClosing},
    Transition{ConnectionState::kClosing, Happening::kAllWritten, ConnectionState::kLingering},
    Transition{ConnectionState::kClosing, Happening::kLost, ConnectionState::kFree},
    Transition{ConnectionState::kClosing, Happening::kTimedOut, ConnectionState::kFree},
    Transition{ConnectionState::kLingering, Happening::kPeerEnded, ConnectionState::kFree},
    Transition{ConnectionState::kLingering, Happening::kLost, ConnectionState::kFree},
    Transition{ConnectionState::kLingering, Happening::kTimedOut, ConnectionState::kFree},
};

constexpr ConnectionState NextState(ConnectionState from, Happening happening) {
  for (const Transition& transition : kTransitions) {
    if (transition.from == from && transition.happening == happening) return transition.to;
  }
  CheckFailed(__FILE__, __LINE__, "kTransitions has this row", "the shell asks for no other");
}

// The reason for which a session ended, for metrics and the log. The first reason that is set
// stays.
enum class EndReason : uint8_t {
  kNone,  // it has not ended
  kQuit,  // QUIT
  kPeerClosed,
  kSocketError,
  kPingTimeout,
  kSendQueue,    // the client did not read
  kSendQueues,   // all queues together were too long, and the client's was the longest
  kNoMemory,     // an allocation has failed
  kExcessFlood,  // the client sent faster than the flood limits allow, for too long
  kLineTooLong,
  kRegistrationTimeout,
  kRejected,  // banned, or without the right password
  kRemoved,   // by an operator
  kStopping,  // the server ends
  kHttp,      // the client speaks HTTP
};

inline constexpr std::array<absl::string_view, 15> kEndReasonWords = {"none",
                                                                      "quit",
                                                                      "closed",
                                                                      "error",
                                                                      "ping_timeout",
                                                                      "send_queue",
                                                                      "send_queues",
                                                                      "no_memory",
                                                                      "excess_flood",
                                                                      "line_too_long",
                                                                      "registration_timeout",
                                                                      "rejected",
                                                                      "removed",
                                                                      "stopping",
                                                                      "http"};

constexpr absl::string_view WordOf(EndReason reason) {
  return kEndReasonWords[static_cast<size_t>(reason)];
}

}  // namespace irc

#endif  // IRCSERV_NET_CLIENT_LIFECYCLE_H_
