// The lobby: accepted sockets that the core does not know yet. They still have to send a PROXY
// header, finish a TLS handshake or ask for a WebSocket, or a gateway's password is being checked
// (WEBIRC). A socket to which none of this applies enters at once.
//
// Laws of this file:
// - A socket in the lobby is a PendingSocket, not a Connection, so code for clients cannot be given
//   one.
// - A TLS handshake costs as much as hundreds of lines (net/tls/tls_bench.cc). So a turn does only
//   a few steps of handshakes (TakeHandshakes), after it has served the clients. The sockets wait
//   in a queue, first in, first out.
// - The number of openings under way is bounded, because each costs memory and its peer may stop at
//   any byte. When there are too many, the one goes that has waited for its peer the longest.
// - The lobby calls no other component. It returns a list of outcomes, which the shell carries out.
#ifndef IRCSERV_NET_ACCEPT_LOBBY_H_
#define IRCSERV_NET_ACCEPT_LOBBY_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/ids.h"
#include "net/accept/acceptor.h"
#include "net/accept/admission.h"
#include "net/accept/gateways.h"
#include "net/accept/local_browsers.h"
#include "net/accept/opening.h"
#include "net/accept/refusal.h"
#include "net/accept/refusal_tally.h"
#include "net/accept/session_ids.h"
#include "net/io/clock.h"
#include "net/io/deadlines.h"
#include "net/io/poller.h"
#include "net/tls/tls.h"

namespace irc {

// The part of the configuration that concerns the lobby.
struct LobbyRules {
  AdmissionLimits limits;
  int64_t openings = 0;            // under way at once
  std::vector<IpNetwork> proxies;  // may name their clients' addresses on every listener
  // May connect where a PROXY header is required, and name their clients with HTTP headers at a
  // WebSocket: `proxies`, or this machine when there are none.
  std::vector<IpNetwork> usual_proxies;
  std::vector<Gateway> gateways;
  std::vector<std::string> websocket_origins;
  std::string network;      // the network's name, for a browser that requests a page
  bool kernel_tls = false;  // the kernel encrypts where it can
};

// A socket that the core does not know yet.
struct PendingSocket {
  enum class State : uint8_t {
    kOpening,  // receives the PROXY header, handshake, HTTP request, WEBIRC line
    kAsking,   // a gateway's password is being checked; nothing is read meanwhile
    kRefused,  // the reason was sent; waits for the peer to close its side
  };

  SessionId id;
  Fd fd;
  uint16_t port = 0;  // the listener's
  State state = State::kOpening;
  AdmissionTicket ticket;  // empty while the client's address is not known
  Opening opening;
  std::string unsent;
  uint64_t received_bytes = 0;
  uint64_t sent_bytes = 0;
  Interest interest = {.read = true, .write = false, .edge = false};
  bool has_handshake = false;  // is in the queue of handshakes
  bool deferred = false;       // is not watched until it reaches the front of that queue
};

class Lobby {
 public:
  // The limits of one call of TakeHandshakes: the time after which no step of a handshake begins,
  // and the number of steps.
  static constexpr absl::Duration kHandshakeTime = absl::Microseconds(500);
  static constexpr size_t kHandshakesPerTurn = 8;

  // All of these outlive the lobby.
  Lobby(SessionIds& ids, Poller& poller, const Clock& clock);

  void SetRules(LobbyRules rules);
  // Of the exceptions from connections.per_address.
  void TakeException(const Record& record) { admission_.TakeException(record); }

  // A socket whose opening is complete. The poller watches it; its token is the id.
  struct Entered {
    SessionId id;
    Fd fd;
    uint16_t port = 0;
    AdmissionTicket ticket;
    bool direct = false;       // without an opening; the poller watches it edge-triggered
    bool proxied_tls = false;  // the client has reached the proxy with TLS
    bool all_local = false;    // LocalBrowsers::Note
    std::string server_name;   // the host name under which it came with TLS
    std::unique_ptr<Tls> tls;
    std::optional<WebSocket::Frames> frames;
    std::optional<WebircLine> webirc;
    std::string rest;    // the client's bytes after the opening
    std::string unsent;  // bytes of the opening that are to be written first
    uint64_t received_bytes = 0;
    uint64_t sent_bytes = 0;
  };
  // A socket that is refused.
  struct Refused {
    IpAddress address;
    RefusalReason why;
    bool told;           // the log has a line for it; the others are counted
    std::string detail;  // of kOpening and kOpeningTimeout: which of their causes it was
  };
  using RefusedMore = RefusalTally::Counted;
  // A request to check the password that `gateway` has sent; AnswerGateway takes the result.
  struct GatewayQuestion {
    SessionId id;
    IpAddress address;  // the gateway's
    std::string gateway;
    std::string password;
  };
  // A socket of the lobby was closed, so a descriptor is free.
  struct Closed {
    SessionId id;
  };
  using Outcome = std::variant<Entered, Refused, RefusedMore, GatewayQuestion, Closed>;

  // The outcomes since the last call, in the order in which they occurred.
  // `outcomes` is cleared first; its memory is used again.
  void TakeOutcomes(std::vector<Outcome>& outcomes) {
    outcomes.clear();
    outcomes.swap(outcomes_);
  }

  // Takes an accepted socket. `tls`: the credentials for listeners that use TLS.
  void Admit(Acceptor::Accepted accepted, const std::shared_ptr<const TlsCredentials>& tls,
             absl::Time now);

  // Serves a socket that the poller has reported. Returns false when it is not in the lobby.
  bool OnReady(const Ready& ready, absl::Time now);

  // Does the next steps of handshakes, within the limits above.
  void TakeHandshakes(absl::Time now);
  bool has_handshakes() const { return !handshakes_.empty(); }

  void RunDeadlines(absl::Time now);
  absl::Time NextDeadline() const { return std::min(deadlines_.Next(), tally_.NextDeadline()); }

  // Takes the result of a GatewayQuestion. It is ignored when the socket is gone.
  void AnswerGateway(SessionId id, bool ok, absl::Time now);

  // Closes all sockets of the lobby.
  void Clear();

  size_t size() const { return sockets_.size(); }
  const PendingSocket* Find(SessionId id) const;

  // The numbers of bytes read and written since the last call.
  std::pair<uint64_t, uint64_t> TakeByteCounts();

 private:
  void Report(const IpAddress& address, RefusalReason why, absl::Time now, std::string detail = {});
  bool MakeRoom(absl::Time now);
  void WantHandshake(PendingSocket& socket);
  void Receive(PendingSocket& socket, absl::Time now);
  void TakeOpeningBytes(PendingSocket& socket, absl::string_view bytes, absl::Time now);
  void Enter(PendingSocket& socket, absl::Time now);
  void Refuse(PendingSocket& socket, RefusalReason why, absl::string_view line, absl::Time now);
  bool Send(PendingSocket& socket);
  void SetInterest(PendingSocket& socket);
  void SetDeadline(PendingSocket& socket, absl::Time now);
  void RunDeadline(PendingSocket& socket, absl::Time now);
  void Close(SessionId id);
  PendingSocket* FindSocket(SessionId id);

  SessionIds& ids_;
  Poller& poller_;
  const Clock& clock_;
  LobbyRules rules_;
  Admission admission_;
  RefusalTally tally_;
  LocalBrowsers browsers_;
  absl::flat_hash_map<uint32_t, std::unique_ptr<PendingSocket>> sockets_;  // by slot
  std::deque<SessionId> handshakes_;  // sockets with bytes for TLS, oldest first
  Deadlines deadlines_;               // by slot; steady time
  std::vector<Outcome> outcomes_;
  uint64_t received_bytes_ = 0;
  uint64_t sent_bytes_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_LOBBY_H_
