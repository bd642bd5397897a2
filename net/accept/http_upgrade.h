// The HTTP request with which a browser opens a WebSocket, and the answer to it.
// RFC 6455 section 4.2, https://ircv3.net/specs/extensions/websocket
#ifndef IRCSERV_NET_ACCEPT_HTTP_UPGRADE_H_
#define IRCSERV_NET_ACCEPT_HTTP_UPGRADE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "net/http/web_socket.h"

namespace irc {

struct HttpUpgrade {
  enum class State {
    kMore,     // the request is not whole yet
    kRefused,  // `answer` says why; the connection ends
    kDone,     // `answer` and then frames
  };
  State state = State::kMore;
  size_t bytes = 0;    // of the request
  std::string answer;  // with its blank line
  WebSocket::Frames frames = WebSocket::Frames::kAsReceived;
  // Whom an HTTP proxy brings, to be believed if it is one: the last entries of X-Forwarded-For and
  // X-Forwarded-Proto, which are its own; what stands before them anybody may have written.
  std::string forwarded_for;
  bool forwarded_tls = false;
};

// Looks at the first bytes of a connection. A request with an Origin is refused unless one of
// `origins` is the same; without any of them everybody may come. What asks for no WebSocket gets
// a page that says what this is.
HttpUpgrade ReadHttpUpgrade(absl::string_view bytes, const std::vector<std::string>& origins,
                            absl::string_view network);

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_HTTP_UPGRADE_H_
