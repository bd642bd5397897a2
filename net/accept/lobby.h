// The lobby: accepted sockets that the core does not know yet, because they still have to send a
// PROXY header, finish the handshake of TLS, ask for a WebSocket, or because a gateway's password
// is being checked (WEBIRC). A socket that has to do none of it enters at once.
//
// Laws of this file:
// - A socket in here is a PendingSocket and no Connection, so nothing that serves clients can meet
//   a socket that the core does not know.
// - A TLS handshake costs as much as a hundred lines (net/tls/tls_bench.cc). So a turn of the loop
//   takes only a few of their steps (TakeHandshakes), after the clients have been served; the
//   sockets wait for that in the order of their coming.
// - The lobby calls nobody. What became of its sockets is a list of outcomes for the shell.
#ifndef IRCSERV_NET_ACCEPT_LOBBY_H_
#define IRCSERV_NET_ACCEPT_LOBBY_H_

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
#include "net/accept/opening.h"
#include "net/accept/refusal.h"
#include "net/accept/session_ids.h"
#include "net/io/clock.h"
#include "net/io/deadlines.h"
#include "net/io/poller.h"
#include "net/tls/tls.h"

namespace irc {

// What the operator decides about sockets that come in.
struct LobbyRules {
  AdmissionLimits limits;
  std::vector<IpNetwork> proxies;         // may name their clients' addresses
  std::vector<IpNetwork> header_proxies;  // may connect where a PROXY header is required
  std::vector<Gateway> gateways;
  std::vector<std::string> websocket_origins;
  std::string network;      // its name, for a browser that asks for a page
  bool kernel_tls = false;  // the system encrypts where it can
};

// A socket that the core does not know yet.
struct PendingSocket {
  enum class State : uint8_t {
    kOpening,  // reads the header, the handshake, the request
    kAsking,   // waits for the check of a gateway's password; nothing is read meanwhile
    kRefused,  // was told why; waits for the other side to close
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
  Interest interest = {.read = true, .write = false, .news = false};
  bool has_handshake = false;  // stands in the queue of handshakes
  bool deferred = false;       // is not watched until its turn in that queue
};

class Lobby {
 public:
  // Steps of handshakes in one call of TakeHandshakes: none begins after this time, and there are
  // no more than this number.
  static constexpr absl::Duration kHandshakeTime = absl::Microseconds(500);
  static constexpr size_t kHandshakesPerTurn = 8;

  // All of these outlive the lobby.
  Lobby(SessionIds& ids, Poller& poller, const Clock& clock);

  void SetRules(LobbyRules rules);

  // A socket that is through. The poller watches it under its id.
  struct Entered {
    SessionId id;
    Fd fd;
    uint16_t port = 0;
    AdmissionTicket ticket;
    bool direct = false;       // it had nothing to say first; the poller watches it edge-triggered
    bool proxied_tls = false;  // the client has reached the proxy with TLS
    std::unique_ptr<Tls> tls;
    std::optional<WebSocket::Frames> frames;
    std::optional<WebircLine> webirc;
    std::string rest;    // what the client has said after all that
    std::string unsent;  // bytes that go out first
    uint64_t received_bytes = 0;
    uint64_t sent_bytes = 0;
  };
  // A socket that is not let in.
  struct Refused {
    IpAddress address;
    Refusal why;
  };
  // The password that `gateway` has sent has to be checked; AnswerGateway takes the result.
  struct GatewayQuestion {
    SessionId id;
    std::string gateway;
    std::string password;
  };
  // A socket is closed, and its descriptor free.
  struct Closed {};
  using Outcome = std::variant<Entered, Refused, GatewayQuestion, Closed>;

  // What has happened since the last call, in order.
  std::vector<Outcome> TakeOutcomes() { return std::exchange(outcomes_, {}); }

  // `tls`: the credentials for listeners that speak it.
  void Admit(Acceptor::Accepted accepted, const std::shared_ptr<const TlsCredentials>& tls,
             absl::Time now);

  // True when the socket of `ready` is in here.
  bool OnReady(const Ready& ready, absl::Time now);

  // Takes the next steps of handshakes.
  void TakeHandshakes(absl::Time now);
  bool has_handshakes() const { return !handshakes_.empty(); }

  void RunDeadlines(absl::Time now);
  absl::Time NextDeadline() const { return deadlines_.Next(); }

  // The result of a GatewayQuestion. A socket that is gone is ignored.
  void AnswerGateway(SessionId id, bool ok, absl::Time now);

  // Closes all of them.
  void Clear();

  size_t size() const { return sockets_.size(); }
  const PendingSocket* Find(SessionId id) const;

  // Bytes read and written since the last call.
  std::pair<uint64_t, uint64_t> TakeByteCounts();

 private:
  void WantHandshake(PendingSocket& socket);
  void Receive(PendingSocket& socket, absl::Time now);
  void TakeOpeningBytes(PendingSocket& socket, absl::string_view bytes, absl::Time now);
  void Enter(PendingSocket& socket, absl::Time now);
  void Refuse(PendingSocket& socket, Refusal why, absl::string_view line, absl::Time now);
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
  absl::flat_hash_map<uint32_t, std::unique_ptr<PendingSocket>> sockets_;  // by slot
  std::deque<SessionId>
      handshakes_;       // the sockets with bytes for TLS, in the order of their coming
  Deadlines deadlines_;  // by slot; steady time
  std::vector<Outcome> outcomes_;
  uint64_t received_bytes_ = 0;
  uint64_t sent_bytes_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_LOBBY_H_
