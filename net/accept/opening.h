// The bytes that a connection sends before the core knows it, in this order: a PROXY header, the
// handshake of TLS, and the HTTP request for a WebSocket or the WEBIRC line of a gateway. This
// class knows no socket: bytes go in, and its members hold the results.
#ifndef IRCSERV_NET_ACCEPT_OPENING_H_
#define IRCSERV_NET_ACCEPT_OPENING_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/protocol/address.h"
#include "net/accept/gateways.h"
#include "net/accept/webirc.h"
#include "net/http/web_socket.h"
#include "net/io/listener.h"
#include "net/tls/tls.h"

namespace irc {

class Opening {
 public:
  enum class Step { kMore, kReady, kRefused };

  // What the peer may say about its client's address.
  struct Trust {
    bool header = false;    // with a PROXY header on every listener
    bool forwards = false;  // with header fields of HTTP at a WebSocket
  };

  // `kind`: the listener's. `credentials`: null when the listener does not use TLS.
  Opening(ListenerKind kind, const IpAddress& from, Trust trust,
          std::shared_ptr<const TlsCredentials> credentials)
      : address(from),
        tls(kind.tls ? std::make_unique<Tls>(std::move(credentials)) : nullptr),
        from_this_machine_(IsLoopback(from)),
        may_forward_(trust.forwards),
        proxy_(kind.proxy     ? Proxy::kMust
               : trust.header ? Proxy::kMay
                              : Proxy::kNo),
        websocket_(kind.websocket) {}

  // The parts of the configuration that apply to an opening.
  struct Rules {
    const std::vector<std::string>& origins;  // that WebSockets may have
    absl::string_view network;
    const std::vector<Gateway>& gateways;
  };

  // Takes bytes from the socket. REQUIRES: each call before has returned kMore.
  Step Take(absl::string_view bytes, const Rules& rules);

  // The bytes to be written to the socket, after every step.
  std::string TakeAnswer() { return std::exchange(answer_, {}); }

  // True when only a WEBIRC line could be missing. A peer at the address of a gateway that sends
  // nothing may be an ordinary client, so it enters after the timeout.
  bool lacks_only_webirc() const {
    return proxy_ == Proxy::kNo && (tls == nullptr || tls->established()) && !websocket_;
  }

  // Why the last step has refused, for the log.
  const std::string& refusal() const { return refusal_; }

  // What has not arrived yet, for the log.
  absl::string_view awaited() const;

  // The host name under which the client has come with TLS (SNI); empty: none, or no TLS.
  std::string ServerName() const;

  IpAddress address;                        // the peer's, or the one that a proxy has named
  bool proxied_tls = false;                 // the client has reached the proxy with TLS
  std::unique_ptr<Tls> tls;                 // null: the listener does not use TLS
  std::optional<WebSocket::Frames> frames;  // set when a WebSocket is open
  std::optional<WebircLine> webirc;         // a gateway's; its password is not checked here
  std::string rest;                         // the client's bytes after the opening

 private:
  enum class Proxy : uint8_t { kNo, kMay, kMust };

  Step TakeHeader();
  Step TakeHandshake(absl::string_view bytes);
  Step TakeUpgrade(const Rules& rules);
  Step TakeWebirc();
  bool IsPrivate() const;
  void Answer(absl::string_view text);
  Step Refuse(absl::string_view why);

  const bool from_this_machine_;
  bool may_forward_;  // X-Forwarded-For of the HTTP request is trusted
  Proxy proxy_;       // kNo after the header
  bool websocket_;
  std::string answer_;
  std::string refusal_;
  std::string proxied_name_;  // the host name under which the client has reached the proxy
};

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_OPENING_H_
