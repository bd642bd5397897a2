// The shell's part in the life of one connection: what it waits for, and how it ends.
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "net/shell.h"
#include "net/tls/tls_tickets.h"

namespace irc {
namespace {

// How long a connection that was closed may take to read what is left for it, and to close too.
constexpr absl::Duration kLinger = absl::Seconds(2);
constexpr absl::Duration kLingerWhenStopping = absl::Milliseconds(200);

// How long a proxy or a browser may take to say what it has to say first.
constexpr absl::Duration kOpeningTime = absl::Seconds(10);
// And how long again, when that is over and it is the server that has not come to it.
constexpr absl::Duration kOpeningRetry = absl::Seconds(5);

bool IsOneOf(const std::vector<IpNetwork>& networks, const IpAddress& address) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const IpNetwork& network) { return network.Contains(address); });
}

std::string RefusalLine(const IpAddress& address, Refusal why) {
  return absl::StrCat("ERROR :Closing Link: ", AddressParam(address), " (", RowOf(why).sentence,
                      ")\r\n");
}

}  // namespace

void Shell::Admit(Acceptor::Accepted accepted) {
  metrics_.accepted.Add();
  const IpAddress address = accepted.address;
  if (accepted.kind.proxy && !accepted.local && !IsOneOf(header_proxies_, address)) {
    // Whoever may say whom he brings may say he is anybody.
    log_.Info("refused", {{"address", AddressText(address)},
                          {"reason", "it is no proxy of connections.proxies"}});
    return;
  }
  if (accepted.kind.tls) tls_->tickets().SetTime(steady_);
  const bool may_proxy = IsOneOf(proxies_, address);
  // Whom a proxy or a gateway brings is counted when it has said who that is.
  const bool direct =
      !accepted.kind.proxy && !may_proxy && FindGateway(gateways_, address) == nullptr;
  const int fd = accepted.fd.get();
  if (direct && !MayEnter(fd, address)) return;
  SessionId id;
  Connection& connection = connections_.Allocate(id);
  connection.Open(id, std::move(accepted.fd), address, steady_);
  connection.port = accepted.port;
  connection.admitted = direct;
  const bool begins = direct && accepted.kind == ListenerKind();
  connection.interest.news = begins;
  if (!poller_->Add(fd, connection.interest, id.value)) {
    Refuse(fd, address, Refusal::kNoDescriptor);
    if (direct) admission_.Leave(address);
    return connections_.Free(connection);
  }
  if (begins) return Begin(connection);
  connection.opening = std::make_unique<Opening>(accepted.kind, address, may_proxy, tls_);
  SetDeadline(connection);
}

// Counts one more connection of `address`, or refuses it.
bool Shell::MayEnter(int fd, const IpAddress& address) {
  const Refusal refusal = admission_.Enter(address, steady_);
  if (refusal != Refusal::kNone) Refuse(fd, address, refusal);
  return refusal == Refusal::kNone;
}

// One line, and not a second try: a socket without room for it is new and broken.
void Shell::Refuse(int fd, const IpAddress& address, Refusal why) {
  const std::string line = RefusalLine(address, why);
  ::send(fd, line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  CountRefusal(address, why);
}

void Shell::CountRefusal(const IpAddress& address, Refusal why) {
  metrics_.refused[static_cast<size_t>(why)].Add();
  log_.Info("refused", {{"address", AddressText(address)}, {"reason", RowOf(why).word}});
}

// It is read when it is its turn, in this turn of the loop or a later one.
void Shell::WantHandshake(Connection& connection) {
  if (connection.has_handshake) return;
  connection.has_handshake = true;
  handshakes_.push_back(connection.id);
  if (handshakes_.size() <= kHandshakesPerTurn) return;
  connection.deferred = true;
  SetInterest(connection);  // the poller need not say it again
}

void Shell::TakeHandshakes() {
  const absl::Time end = clock_.Steady() + kHandshakeTime;
  size_t taken = 0;
  while (!handshakes_.empty() && taken < kHandshakesPerTurn && clock_.Steady() < end) {
    Connection* connection = connections_.Find(handshakes_.front());
    handshakes_.pop_front();
    if (connection == nullptr) continue;
    ++taken;
    connection->has_handshake = false;
    if (connection->deferred) {
      connection->deferred = false;
      SetInterest(*connection);
    }
    ReceiveOpening(*connection);
  }
}

void Shell::ReceiveOpening(Connection& connection) {
  absl::string_view bytes;
  switch (connection.Receive(read_buffer_.get(), kBytesPerTurn, bytes)) {
    case Io::kNotNow:
      return;
    case Io::kBroken:
    case Io::kEnd:
      return Forget(connection);
    case Io::kDone:
      break;
  }
  metrics_.received_bytes.Add(bytes.size());
  Opening& opening = *connection.opening;
  if (kernel_tls_ && opening.tls != nullptr) {
    opening.tls->OfferSocket(connection.wire_bytes() == 0 ? connection.fd.get() : -1);
  }
  const Opening::Step step = opening.Take(bytes, {.origins = config_.shell.websocket_origins,
                                                  .network = config_.core.network_name,
                                                  .gateways = gateways_});
  connection.AddWire(opening.TakeAnswer());
  if (step == Opening::Step::kRefused) {
    connection.Transmit(lines_);  // whether it arrives or not
    CountRefusal(connection.address, Refusal::kOpening);
    return Forget(connection);
  }
  if (connection.has_unsent()) WantOutput(connection);
  if (step != Opening::Step::kReady) return;
  if (opening.webirc.has_value()) return AskWebirc(connection);
  Opened(connection);
}

void Shell::Opened(Connection& connection) {
  const std::unique_ptr<Opening> opening = std::move(connection.opening);
  connection.address = opening->webirc.has_value() ? opening->webirc->address : opening->address;
  connection.proxied_tls = opening->proxied_tls;
  if (opening->tls != nullptr) opening->tls->OfferSocket(-1);  // it is too late for that
  connection.SetLayers(std::move(opening->tls), opening->frames.has_value()
                                                    ? std::make_unique<WebSocket>(*opening->frames)
                                                    : nullptr);
  if (!connection.admitted) {
    const Refusal refusal = admission_.Enter(connection.address, steady_);
    if (refusal != Refusal::kNone) return RefuseOpened(connection, refusal);
  }
  connection.admitted = true;
  Begin(connection, opening->webirc);
  if (connection.state != Connection::State::kOpen) return;  // banned
  SetInterest(connection);
  absl::string_view bytes = opening->rest;
  const bool goes_on = connection.UnwrapFrames(bytes, scratch_);
  Take(connection, bytes, goes_on);
  WantLines(connection);
}

// Who has shaken hands gets the answer in his language, and then goes like a client.
void Shell::RefuseOpened(Connection& connection, Refusal why) {
  if (!connection.layered()) {
    Refuse(connection.fd.get(), connection.address, why);
    return Forget(connection);
  }
  CountRefusal(connection.address, why);
  LetGo(connection, RefusalLine(connection.address, why));
}

// Ends a connection that the core does not know.
void Shell::LetGo(Connection& connection, absl::string_view line) {
  connection.state = Connection::State::kClosing;
  SetInterest(connection);
  lines_.Add(line, false);
  Enqueue(connection);
  metrics_.sent_lines.Add();
  SetDeadline(connection);
}

// Tells the core of a connection. Of one that a gateway brings, TLS and certificate are the
// client's own; those of the gateway say nothing about him.
void Shell::Begin(Connection& connection, const std::optional<WebircLine>& webirc) {
  connection.state = Connection::State::kOpen;
  if (log_.Wants(LogLevel::kInfo)) {
    log_.Info("connected", {{"address", AddressText(connection.address)},
                            {"session", connection.id.value},
                            {"port", connection.port},
                            {"open", connections_.open()}});
  }
  SetDeadline(connection);
  Peer peer = PeerOf(connection.address, connection.port);
  if (webirc.has_value()) {
    const auto host_bytes = static_cast<size_t>(config_.core.limits.host_bytes);
    if (!webirc->host.empty() && webirc->host.size() <= host_bytes) peer.host = webirc->host;
    if (webirc->local_port != 0) peer.local_port = webirc->local_port;
    peer.tls = webirc->secure;
    peer.certfp = webirc->certfp;
    return Apply(Connected{.session = connection.id, .peer = std::move(peer)});
  }
  peer.tls |= connection.tls() != nullptr || connection.proxied_tls;
  if (connection.tls() != nullptr) {
    peer.certfp = connection.tls()->ClientFingerprint();
    peer.bindings = connection.tls()->Bindings();
  }
  Apply(Connected{.session = connection.id, .peer = std::move(peer)});
}

// Its lines are looked at before this turn ends, or in the next one.
void Shell::WantLines(Connection& connection) {
  if (connection.has_lines) return;
  connection.has_lines = true;
  with_lines_.push_back(connection.id);
}

// Whoever is not let in yet is not listened to while his gateway's password is checked.
void Shell::SetInterest(Connection& connection) {
  const bool held = connection.deferred ||
                    (connection.waiting && connection.state == Connection::State::kOpening);
  Interest wanted = {.read = !connection.at_end && !connection.lost && !held,
                     .write = connection.interest.write && !connection.lost};
  // Where nothing is said twice, nobody has to be told that it need not be said any more.
  if (connection.interest.news && poller_->tells_news() && !wanted.write) return;
  wanted.news = wanted.read && !wanted.write && connection.state == Connection::State::kOpen;
  connection.interest = wanted;
  poller_->Set(connection.fd.get(), wanted);
}

void Shell::SetDeadline(Connection& connection) {
  const uint32_t slot = ConnectionTable::SlotOf(connection.id);
  if (connection.state == Connection::State::kOpening) {
    const absl::Duration time = connection.has_handshake ? kOpeningRetry : kOpeningTime;
    return deadlines_.Set(slot, steady_ + time);
  }
  if (connection.state != Connection::State::kOpen) {
    return deadlines_.Set(slot, steady_ + (stop_ == Stop::kNo ? kLinger : kLingerWhenStopping));
  }
  absl::Time deadline = connection.keepalive.Deadline(keepalive_settings_);
  const bool poor = connection.owed_tokens > 0 && connection.reader.has_line() &&
                    !connection.waiting && !connection.has_lines;
  if (poor) {
    deadline = std::min(deadline, connection.flood.ReadyAt(flood_limits_, connection.owed_tokens));
  }
  deadlines_.Set(slot, deadline);
}

// The socket is of no use any more. The core says goodbye for it to the others.
void Shell::Lose(Connection& connection, int error) {
  connection.lost = true;
  connection.queue.Clear();
  connection.ClearWire();
  if (connection.state == Connection::State::kOpen) {
    Leave(connection, error == 0 ? "Connection closed" : strerror(error));
  } else {
    Release(connection);
  }
}

// Tells the core that an open connection ends, which then closes it.
void Shell::Leave(Connection& connection, std::string reason) {
  Apply(Disconnected{.session = connection.id, .reason = std::move(reason)});
}

// All is written: says so to the client and waits for it to close.
void Shell::Linger(Connection& connection) {
  connection.EndKernelTls();
  if (connection.at_end || ::shutdown(connection.fd.get(), SHUT_WR) != 0) {
    return Release(connection);
  }
  connection.state = Connection::State::kLingering;
  SetDeadline(connection);
}

void Shell::Release(Connection& connection) {
  log_.Debug("closed", {{"session", connection.id.value}, {"open", connections_.open() - 1}});
  Forget(connection);
}

void Shell::Forget(Connection& connection) {
  deadlines_.Clear(ConnectionTable::SlotOf(connection.id));
  poller_->RemoveClosing(connection.fd.get());
  if (connection.admitted) admission_.Leave(connection.address);
  connections_.Free(connection);
  acceptor_.OnRoom();
}

}  // namespace irc
