// The ping timeout of one connection.
//
// A client that sends nothing for `interval` is sent a PING; one that then sends nothing for
// `timeout` has timed out. Anything it sends counts, not only the PONG. The core does not know of
// this: neither the PING nor its PONG reaches the core or a recording, so that a replay does not
// depend on the pauses of clients.
#ifndef IRCSERV_CORE_CONN_KEEPALIVE_H_
#define IRCSERV_CORE_CONN_KEEPALIVE_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "core/protocol/parse.h"

namespace irc {

// Shared by all connections.
struct KeepaliveSettings {
  absl::Duration interval = absl::Seconds(120);
  absl::Duration timeout = absl::Seconds(60);
};

class Keepalive {
 public:
  enum class Action {
    kNothing,   // the client has sent something, so the deadline has moved
    kSendPing,  // send PingToken() in a PING
    kTimedOut,  // close the connection
  };

  // `now`: the time at which the connection was accepted.
  explicit Keepalive(absl::Time now);

  // The client has sent something. The deadline moves, but the caller's timer may stay as it is:
  // OnDeadline returns kNothing when it is called too early.
  void OnReceived(absl::Time now);

  // The time at which OnDeadline is to be called. To be asked again after each call.
  absl::Time Deadline(const KeepaliveSettings& settings) const;

  // To be called at the deadline; sooner is harmless.
  Action OnDeadline(const KeepaliveSettings& settings, absl::Time now);

  // The parameter of the PING that is to be sent, or was sent last.
  std::string PingToken() const;

  // True for the PONG that answers one of these PINGs, once for each; the core must not see it. A
  // late PONG counts also after the client has sent something else, or was sent another PING.
  bool AnswersOurPing(const ParsedLine& line);

  // The time since the client sent something last, for the reason of a timeout.
  absl::Duration SilentFor(absl::Time now) const;

 private:
  // Nanoseconds since the epoch; an absl::Time is twice as large.
  int64_t heard_at_;
  int64_t pinged_at_ = 0;
  uint32_t pings_ = 0;     // sent in all; the number of the last one is in its token
  uint32_t answered_ = 0;  // the number of the last PING that was answered
  bool waiting_ = false;   // a PING was sent, and nothing has come since
};

}  // namespace irc

#endif  // IRCSERV_CORE_CONN_KEEPALIVE_H_
