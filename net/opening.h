// What a connection says before the core hears of it: whom a proxy brings, and the request that
// opens a WebSocket. Knows no socket: bytes go in; what came of them stands in the members.
#ifndef IRCSERV_NET_OPENING_H_
#define IRCSERV_NET_OPENING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "net/address.h"
#include "net/listener.h"
#include "net/web_socket.h"

namespace irc {

class Opening {
 public:
  enum class Step { kMore, kReady, kRefused };

  // `kind` is that of the listener; whoever `may_proxy` can say whom he brings everywhere.
  Opening(ListenerKind kind, bool may_proxy)
      : proxy_(kind.proxy ? Proxy::kMust : may_proxy ? Proxy::kMay : Proxy::kNo),
        websocket_(kind.websocket) {}

  // Takes bytes. REQUIRES: all before gave kMore.
  Step Take(absl::string_view bytes, const std::vector<std::string>& origins,
            absl::string_view network);

  std::optional<IpAddress> source;         // of whom the proxy brings
  bool tls = false;                        // whom the proxy brings has come with TLS
  std::optional<WebSocket::Frames> frames; // a WebSocket is open
  std::string answer;                      // to be written before anything else
  std::string rest;                        // what the client has said after it

 private:
  enum class Proxy : uint8_t { kNo, kMay, kMust };

  Step TakeHeader();
  Step TakeUpgrade(const std::vector<std::string>& origins, absl::string_view network);

  Proxy proxy_;  // kNo once it is settled
  bool websocket_;
};

}  // namespace irc

#endif  // IRCSERV_NET_OPENING_H_
