// What a connection says before the core hears of it: whom a proxy brings, the handshake of TLS,
// and the request that opens a WebSocket or whom a gateway brings, in this order. Knows no socket:
// bytes go in; what came of them stands in the members.
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

  // `kind` is that of the listener; whoever `may_proxy` can say whom he brings everywhere,
  // with a PROXY header or, at a WebSocket, with those of HTTP.
  // `credentials` are needed where the listener speaks TLS.
  Opening(ListenerKind kind, const IpAddress& from, bool may_proxy,
          std::shared_ptr<const TlsCredentials> credentials)
      : address(from),
        tls(kind.tls ? std::make_unique<Tls>(std::move(credentials)) : nullptr),
        from_this_machine_(IsLoopback(from)),
        may_forward_(may_proxy),
        proxy_(kind.proxy  ? Proxy::kMust
               : may_proxy ? Proxy::kMay
                           : Proxy::kNo),
        websocket_(kind.websocket) {}

  // What the operator decides about it.
  struct Rules {
    const std::vector<std::string>& origins;  // of WebSockets
    absl::string_view network;
    const std::vector<Gateway>& gateways;
  };

  // Takes bytes. REQUIRES: all before gave kMore.
  Step Take(absl::string_view bytes, const Rules& rules);

  // To be written to the socket at once, whatever the step was.
  std::string TakeAnswer() { return std::exchange(answer_, {}); }

  // Whether all is there but a line that only a gateway sends: who is silent may be a client.
  bool lacks_only_webirc() const {
    return proxy_ == Proxy::kNo && (tls == nullptr || tls->established()) && !websocket_;
  }

  IpAddress address;                        // his, or that of whom the proxy brings
  bool proxied_tls = false;                 // whom the proxy brings has come with TLS
  std::unique_ptr<Tls> tls;                 // null: the listener does not speak it
  std::optional<WebSocket::Frames> frames;  // a WebSocket is open
  std::optional<WebircLine> webirc;         // a gateway's; its password was not checked yet
  std::string rest;                         // what the client has said after all that

 private:
  enum class Proxy : uint8_t { kNo, kMay, kMust };

  Step TakeHeader();
  Step TakeHandshake(absl::string_view bytes);
  Step TakeUpgrade(const Rules& rules);
  Step TakeWebirc();
  bool NobodyListensIn() const;
  void Answer(absl::string_view text);

  const bool from_this_machine_;
  bool may_forward_;  // an HTTP proxy is believed whom it brings
  Proxy proxy_;       // kNo once it is settled
  bool websocket_;
  std::string answer_;
};

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_OPENING_H_
