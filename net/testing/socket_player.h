// A transcript over real sockets. The input of its sessions goes through the real shell, cut into
// random pieces. The bytes that each session reads must equal the output of the oracle, a server
// without a network.
//
// The oracle gets the events that the shell makes of the steps. They differ from the transcript's:
// passwords are replaced by handles, an expired deadline causes a Ticked, and a client can leave in
// two ways only (it closes its side, or it resets the connection).
//
// The shell itself answers a REHASH and a STATS l, in the turn of the request, instead of a
// `complete` step. The rehash loads a configuration with the changes of the transcript's next
// `configure`; the counters are those of the real sockets. A `configure` without a request is
// triggered by SIGHUP.
#ifndef IRCSERV_NET_TESTING_SOCKET_PLAYER_H_
#define IRCSERV_NET_TESTING_SOCKET_PLAYER_H_

#include <cstddef>

#include "core/transcript/transcript.h"
#include "net/io/poller.h"

namespace irc {

// Plays all steps, and adds a failure to the running test where the shell and the oracle differ. A
// line is sent in pieces of 1 to `piece_max` bytes.
void PlayOverSockets(const transcript::Transcript& transcript, PollerKind poller, size_t piece_max,
                     unsigned seed);

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_SOCKET_PLAYER_H_
