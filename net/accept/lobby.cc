#include "net/accept/lobby.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "net/http/web_socket.h"
#include "net/tls/tls_tickets.h"

namespace irc {
namespace {

// The timeout of an opening: the PROXY header, the TLS handshake, and the HTTP request or WEBIRC
// line.
constexpr absl::Duration kOpeningTimeout = absl::Seconds(10);
// The extension of that timeout for a socket that waits in the queue of handshakes: the delay is
// the server's.
constexpr absl::Duration kOpeningGrace = absl::Seconds(5);
// The time that the peer of a refused socket has to read the reason and to close its side.
constexpr absl::Duration kLinger = absl::Seconds(2);

// The maximum number of bytes that one step reads from a socket.
constexpr size_t kBytesPerStep = 16 << 10;

bool IsOneOf(const std::vector<IpNetwork>& networks, const IpAddress& address) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const IpNetwork& network) { return network.Contains(address); });
}

std::string RefusalLine(const IpAddress& address, RefusalReason why) {
  return absl::StrCat("ERROR :Closing Link: ", AddressParam(address), " (", RowOf(why).sentence,
                      ")\r\n");
}

// Sends the line without a retry: a new socket has room for it, unless it is broken.
void SendRefusal(int fd, const IpAddress& address, RefusalReason why) {
  const std::string line = RefusalLine(address, why);
  ::send(fd, line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

// The address for logs and limits: that of the client if a proxy or a gateway has given it,
// otherwise that of the peer.
const IpAddress& ClientAddress(const Opening& opening) {
  return opening.webirc.has_value() ? opening.webirc->address : opening.address;
}

// The encoded form of `line`, followed by the close frame of the WebSocket and the closing alert of
// TLS, as far as the socket uses them.
std::string WrapLastLine(Opening& opening, absl::string_view line) {
  std::string text(line);
  if (opening.frames.has_value()) {
    WebSocket web(*opening.frames);
    std::string frames;
    web.Write(line, frames);
    web.Close(frames);
    text = std::move(frames);
  }
  if (opening.tls == nullptr || !opening.tls->established()) return text;
  std::string wire;
  opening.tls->Write(text, wire);
  if (!opening.tls->in_kernel()) opening.tls->Close(wire);
  return wire;
}

}  // namespace

Lobby::Lobby(SessionIds& ids, Poller& poller, const Clock& clock)
    : ids_(ids), poller_(poller), clock_(clock), admission_({}) {}

void Lobby::SetRules(LobbyRules rules) {
  admission_.SetLimits(rules.limits);
  rules_ = std::move(rules);
}

PendingSocket* Lobby::FindSocket(SessionId id) {
  if (sockets_.empty()) return nullptr;
  const auto found = sockets_.find(SessionIds::SlotOf(id));
  return found != sockets_.end() && found->second->id == id ? found->second.get() : nullptr;
}

const PendingSocket* Lobby::Find(SessionId id) const {
  return const_cast<Lobby*>(this)->FindSocket(id);
}

std::pair<uint64_t, uint64_t> Lobby::TakeByteCounts() {
  return {std::exchange(received_bytes_, 0), std::exchange(sent_bytes_, 0)};
}

void Lobby::Admit(Acceptor::Accepted accepted, const std::shared_ptr<const TlsCredentials>& tls,
                  absl::Time now) {
  const IpAddress address = accepted.address;
  const bool usual = accepted.local || IsOneOf(rules_.usual_proxies, address);
  if (accepted.kind.proxy && !usual) {
    // A PROXY header is trusted, so only known proxies may send one.
    Report(address, RefusalReason::kNoProxy, now);
    return;
  }
  if (accepted.kind.tls) tls->tickets().SetTime(now);
  const Opening::Trust trust = {.header = IsOneOf(rules_.proxies, address),
                                .forwards = usual && accepted.kind.websocket};
  // The client of a proxy or gateway is counted when its address is known.
  const bool counts = !accepted.kind.proxy && !trust.header && !trust.forwards &&
                      FindGateway(rules_.gateways, address) == nullptr;
  AdmissionTicket ticket;
  RefusalReason refusal =
      counts ? admission_.Enter(address, now, ticket) : admission_.EnterUnnamed(ticket);
  const bool direct = counts && accepted.kind == ListenerKind();
  if (refusal == RefusalReason::kNone && !direct && !MakeRoom(now))
    refusal = RefusalReason::kOpenings;
  const int fd = accepted.fd.get();
  const SessionId id = refusal == RefusalReason::kNone ? ids_.Take() : SessionId();
  const bool watched = refusal == RefusalReason::kNone &&
                       poller_.Add(fd, {.read = true, .write = false, .edge = direct}, id.value);
  if (!watched) {
    const RefusalReason why =
        refusal == RefusalReason::kNone ? RefusalReason::kNoDescriptor : refusal;
    SendRefusal(fd, address, why);
    if (refusal == RefusalReason::kNone) ids_.GiveBack(id);
    Report(address, why, now);
    return;
  }
  if (direct) {
    Entered entered;
    entered.id = id;
    entered.fd = std::move(accepted.fd);
    entered.port = accepted.port;
    entered.ticket = std::move(ticket);
    entered.direct = true;
    outcomes_.push_back(std::move(entered));
    return;
  }
  auto socket = std::make_unique<PendingSocket>(
      PendingSocket{.id = id,
                    .fd = std::move(accepted.fd),
                    .port = accepted.port,
                    .ticket = std::move(ticket),
                    .opening = Opening(accepted.kind, address, trust, tls)});
  SetDeadline(*socket, now);
  sockets_.emplace(SessionIds::SlotOf(id), std::move(socket));
}

void Lobby::Report(const IpAddress& address, RefusalReason why, absl::Time now,
                   std::string detail) {
  outcomes_.emplace_back(Refused{address, why, tally_.Note(address, why, now), std::move(detail)});
}

// Closes the socket whose time ends first when too many openings are under way. False when it waits
// for the server rather than for its peer: then all do, and the new one is refused.
bool Lobby::MakeRoom(absl::Time now) {
  if (static_cast<int64_t>(sockets_.size()) < rules_.openings) return true;
  const std::optional<uint32_t> slot = deadlines_.PopDue(absl::InfiniteFuture());
  if (!slot.has_value()) return false;
  PendingSocket& socket = *sockets_.find(*slot)->second;
  if (socket.has_handshake || socket.state == PendingSocket::State::kAsking) {
    SetDeadline(socket, now);
    return false;
  }
  if (socket.state == PendingSocket::State::kOpening) {
    Report(ClientAddress(socket.opening), RefusalReason::kOpenings, now);
  }
  Close(socket.id);
  return true;
}

bool Lobby::OnReady(const Ready& ready, absl::Time now) {
  PendingSocket* const found = FindSocket(SessionId{ready.token});
  if (found == nullptr) return false;
  PendingSocket& socket = *found;
  if (ready.write && !Send(socket)) return true;
  if (socket.state == PendingSocket::State::kAsking) {
    if (ready.broken) Close(socket.id);
    return true;
  }
  if (!ready.read && !ready.broken) return true;
  if (socket.state == PendingSocket::State::kOpening && socket.opening.tls != nullptr) {
    WantHandshake(socket);
  } else {
    Receive(socket, now);
  }
  return true;
}

// Appends the socket to the queue of handshakes. It is read when it reaches the front of the queue,
// in this turn of the loop or a later one.
void Lobby::WantHandshake(PendingSocket& socket) {
  if (socket.has_handshake) return;
  socket.has_handshake = true;
  handshakes_.push_back(socket.id);
  if (handshakes_.size() <= kHandshakesPerTurn) return;
  socket.deferred = true;  // otherwise the poller would report it in each turn until then
  SetInterest(socket);
}

void Lobby::TakeHandshakes(absl::Time now) {
  const absl::Time end = clock_.Steady() + kHandshakeTime;
  size_t taken = 0;
  while (!handshakes_.empty() && taken < kHandshakesPerTurn && clock_.Steady() < end) {
    PendingSocket* const found = FindSocket(handshakes_.front());
    handshakes_.pop_front();
    if (found == nullptr) continue;
    ++taken;
    PendingSocket& socket = *found;
    socket.has_handshake = false;
    if (std::exchange(socket.deferred, false)) SetInterest(socket);
    Receive(socket, now);
  }
}

void Lobby::Receive(PendingSocket& socket, absl::Time now) {
  std::array<char, kBytesPerStep> buffer;
  const ssize_t count = ::recv(socket.fd.get(), buffer.data(), buffer.size(), 0);
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return;
  if (count <= 0) return Close(socket.id);
  received_bytes_ += static_cast<uint64_t>(count);
  socket.received_bytes += static_cast<uint64_t>(count);
  // The bytes of a refused peer are discarded. Unread, they would turn the close into a reset.
  if (socket.state == PendingSocket::State::kRefused) return;
  TakeOpeningBytes(socket, absl::string_view(buffer.data(), static_cast<size_t>(count)), now);
}

void Lobby::TakeOpeningBytes(PendingSocket& socket, absl::string_view bytes, absl::Time now) {
  Opening& opening = socket.opening;
  if (rules_.kernel_tls && opening.tls != nullptr) {
    opening.tls->OfferSocket(socket.unsent.empty() ? socket.fd.get() : -1);
  }
  const Opening::Step step = opening.Take(bytes, {.origins = rules_.websocket_origins,
                                                  .network = rules_.network,
                                                  .gateways = rules_.gateways});
  socket.unsent += opening.TakeAnswer();
  const bool alive = Send(socket);
  if (step == Opening::Step::kRefused) {
    Report(ClientAddress(opening), RefusalReason::kOpening, now, opening.refusal());
    if (alive) Close(socket.id);  // even if a part of the answer is unsent
    return;
  }
  if (!alive || step != Opening::Step::kReady) return;
  if (!opening.webirc.has_value()) return Enter(socket, now);
  // The next lines are the client's. They are not read before the password has been checked.
  socket.state = PendingSocket::State::kAsking;
  SetInterest(socket);
  outcomes_.push_back(GatewayQuestion{
      .id = socket.id,
      .address = opening.address,
      .gateway = FindGateway(rules_.gateways, opening.address, opening.webirc->gateway)->name,
      .password = std::exchange(opening.webirc->password, {})});
}

void Lobby::AnswerGateway(SessionId id, bool ok, absl::Time now) {
  PendingSocket* const found = FindSocket(id);
  if (found == nullptr) return;
  PendingSocket& socket = *found;
  if (ok) return Enter(socket, now);
  socket.opening.webirc.reset();  // its statements about the client are not trusted
  Refuse(socket, RefusalReason::kWebirc, "ERROR :Invalid WebIRC password\r\n", now);
}

void Lobby::Enter(PendingSocket& socket, absl::Time now) {
  Opening& opening = socket.opening;
  const IpAddress address = ClientAddress(opening);
  if (!socket.ticket.named()) {
    const RefusalReason refusal = admission_.Enter(address, now, socket.ticket);
    if (refusal != RefusalReason::kNone && opening.tls == nullptr && !opening.frames.has_value()) {
      // Closed at once, so that many refused sockets hold no descriptors.
      SendRefusal(socket.fd.get(), address, refusal);
      Report(address, refusal, now);
      return Close(socket.id);
    }
    if (refusal != RefusalReason::kNone) {
      return Refuse(socket, refusal, RefusalLine(address, refusal), now);
    }
  }
  // The kernel can take TLS over only at the end of the handshake.
  if (opening.tls != nullptr) opening.tls->OfferSocket(-1);
  Entered entered;
  entered.id = socket.id;
  entered.fd = std::move(socket.fd);
  entered.port = socket.port;
  entered.ticket = std::move(socket.ticket);
  entered.proxied_tls = opening.proxied_tls;
  entered.all_local = opening.frames.has_value() && browsers_.Note(socket.port, address);
  entered.server_name = opening.ServerName();
  entered.tls = std::move(opening.tls);
  entered.frames = opening.frames;
  entered.webirc = std::move(opening.webirc);
  entered.rest = std::move(opening.rest);
  entered.unsent = std::move(socket.unsent);
  entered.received_bytes = socket.received_bytes;
  entered.sent_bytes = socket.sent_bytes;
  deadlines_.Clear(SessionIds::SlotOf(socket.id));
  sockets_.erase(SessionIds::SlotOf(entered.id));
  outcomes_.push_back(std::move(entered));
}

// Sends `line`. The socket is closed after the peer has closed its side, or after kLinger. After a
// complete TLS handshake the line goes through TLS, in an open WebSocket as a frame.
void Lobby::Refuse(PendingSocket& socket, RefusalReason why, absl::string_view line,
                   absl::Time now) {
  Report(ClientAddress(socket.opening), why, now);
  socket.unsent += WrapLastLine(socket.opening, line);
  socket.state = PendingSocket::State::kRefused;
  socket.deferred = false;
  if (!Send(socket)) return;
  SetInterest(socket);
  SetDeadline(socket, now);
}

// Writes as much of `unsent` as the socket takes. Returns false when an error has closed the
// socket.
bool Lobby::Send(PendingSocket& socket) {
  const bool waited = !socket.unsent.empty();
  if (waited) {
    const ssize_t count = ::send(socket.fd.get(), socket.unsent.data(), socket.unsent.size(),
                                 MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
      Close(socket.id);
      return false;
    }
    const auto sent = static_cast<uint64_t>(std::max<ssize_t>(count, 0));
    sent_bytes_ += sent;
    socket.sent_bytes += sent;
    socket.unsent.erase(0, sent);
  }
  if (waited && socket.unsent.empty() && socket.state == PendingSocket::State::kRefused) {
    Tls* tls = socket.opening.tls.get();
    if (tls != nullptr && tls->in_kernel()) tls->Close(socket.unsent);
    ::shutdown(socket.fd.get(), SHUT_WR);
  }
  SetInterest(socket);
  return true;
}

void Lobby::SetInterest(PendingSocket& socket) {
  const bool held = socket.deferred || socket.state == PendingSocket::State::kAsking;
  const Interest wanted = {.read = !held, .write = !socket.unsent.empty(), .edge = false};
  if (socket.interest == wanted) return;
  socket.interest = wanted;
  poller_.Set(socket.fd.get(), wanted);
}

void Lobby::SetDeadline(PendingSocket& socket, absl::Time now) {
  const absl::Duration time = socket.state == PendingSocket::State::kRefused ? kLinger
                              : socket.has_handshake                         ? kOpeningGrace
                                                                             : kOpeningTimeout;
  deadlines_.Set(SessionIds::SlotOf(socket.id), now + time);
}

void Lobby::RunDeadlines(absl::Time now) {
  for (RefusalTally::Counted& counted : tally_.TakeEnded(now)) {
    outcomes_.emplace_back(std::move(counted));
  }
  while (const std::optional<uint32_t> slot = deadlines_.PopDue(now)) {
    const auto found = sockets_.find(*slot);
    IRC_CHECK(found != sockets_.end(), "Close and Enter clear the deadline of a socket");
    RunDeadline(*found->second, now);
  }
}

void Lobby::RunDeadline(PendingSocket& socket, absl::Time now) {
  if (socket.state == PendingSocket::State::kRefused) return Close(socket.id);
  if (socket.has_handshake) return SetDeadline(socket, now);  // the delay is the server's
  const bool asking = socket.state == PendingSocket::State::kAsking;
  if (!asking && socket.opening.lacks_only_webirc()) return Enter(socket, now);
  Report(ClientAddress(socket.opening), RefusalReason::kOpeningTimeout, now,
         std::string(asking ? "the WEBIRC password was not checked" : socket.opening.awaited()));
  Close(socket.id);
}

void Lobby::Close(SessionId id) {
  const auto found = sockets_.find(SessionIds::SlotOf(id));
  IRC_CHECK(found != sockets_.end(), "a pending socket is closed once");
  deadlines_.Clear(SessionIds::SlotOf(id));
  poller_.RemoveClosing(found->second->fd.get());
  sockets_.erase(found);
  ids_.GiveBack(id);
  outcomes_.emplace_back(Closed{id});
}

void Lobby::Clear() {
  while (!sockets_.empty()) Close(sockets_.begin()->second->id);
}

}  // namespace irc
