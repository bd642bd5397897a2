// Whether a silent client is still there.
//
// A client that says nothing for `interval` is sent a PING; one that then says nothing for
// `timeout` is gone. Anything it sends counts, not only the PONG. All this is the local half's own
// business: neither the PING nor the PONG that answers it reaches the core or a recording, so that
// a replay does not depend on how long people were silent.
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
    kNothing,   // the deadline has moved since it was set
    kSendPing,  // send PingToken() in a PING
    kTimedOut,  // close the connection
  };

  // `now`: when the connection was accepted.
  explicit Keepalive(absl::Time now);

  // Something came in. Cheap: the deadline moves, but nobody has to be told; OnDeadline sorts out
  // a timer that fires too early.
  void OnReceived(absl::Time now);

  // When OnDeadline is to be called, and after each call of it again.
  absl::Time Deadline(const KeepaliveSettings& settings) const;

  // To be called at the deadline; sooner is harmless.
  Action OnDeadline(const KeepaliveSettings& settings, absl::Time now);

  // The parameter of the PING that is to be sent, or was sent last.
  std::string PingToken() const;

  // True for the PONG that answers one of our PINGs, once each: it goes no further. A late one is
  // still ours after the client has said something else or has been sent another PING.
  bool AnswersOurPing(const ParsedLine& line);

  // How long the client has been silent. For the reason of a timeout.
  absl::Duration SilentFor(absl::Time now) const;

 private:
  // Nanoseconds since the epoch; an absl::Time is twice as large.
  int64_t heard_at_;
  int64_t pinged_at_ = 0;
  uint32_t pings_ = 0;     // sent in all; the number of the last one is in its token
  uint32_t answered_ = 0;  // the number of the last PING that was answered
  bool waiting_ = false;   // for a sign of life after a PING
};

}  // namespace irc

#endif  // IRCSERV_CORE_CONN_KEEPALIVE_H_
