// The HTTP request with which a browser opens a WebSocket, and the answer to it.
// RFC 6455 section 4.2, https://ircv3.net/specs/extensions/websocket
#ifndef IRCSERV_NET_HTTP_HTTP_UPGRADE_H_
#define IRCSERV_NET_HTTP_HTTP_UPGRADE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "net/http/forwarded.h"

namespace irc {

struct HttpUpgrade {
  enum class State {
    kMore,     // the request is not whole yet
    kRefused,  // `answer` says why; the connection ends
    kDone,     // `answer` and then frames
  };
  // The subprotocols of IRCv3: which frames carry the lines.
  enum class Subprotocol {
    kNone,    // the client has named none that this server speaks
    kText,    // text.ircv3.net
    kBinary,  // binary.ircv3.net
  };
  State state = State::kMore;
  size_t bytes = 0;    // of the request; those behind it are frames
  std::string answer;  // with its blank line
  Subprotocol subprotocol = Subprotocol::kNone;
  Forwarded forwarded;
};

// Reads the first bytes of a connection. A request with an Origin is refused unless one of
// `origins` is the same; an empty list allows every origin. A request for no WebSocket is answered
// with a page about the server of `network`.
HttpUpgrade ReadHttpUpgrade(absl::string_view bytes, const std::vector<std::string>& origins,
                            absl::string_view network);

}  // namespace irc

#endif  // IRCSERV_NET_HTTP_HTTP_UPGRADE_H_
