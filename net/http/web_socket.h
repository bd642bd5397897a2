// The frames of a WebSocket, both ways, each of which is one IRC line. Knows no socket: bytes and
// lines go in and come out. RFC 6455 by libwslay, https://ircv3.net/specs/extensions/websocket
#ifndef IRCSERV_NET_HTTP_WEB_SOCKET_H_
#define IRCSERV_NET_HTTP_WEB_SOCKET_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

struct wslay_event_context;

namespace irc {

class WebSocket {
 public:
  enum class Frames {
    kText,  // what is not UTF-8 becomes U+FFFD
    kBinary,
    kAsReceived,  // as the client's first message; it has named no subprotocol
  };

  explicit WebSocket(Frames frames);
  ~WebSocket();
  WebSocket(const WebSocket&) = delete;
  WebSocket& operator=(const WebSocket&) = delete;

  // Takes bytes from the client. What they say is appended to `lines`, each message with CRLF;
  // what has to be answered at once (pong, close) to `wire`. False when the client has closed or
  // broken the protocol, after which nothing more is taken.
  bool Read(absl::string_view bytes, std::string& lines, std::string& wire);

  // Appends the frame of one line, which ends with CRLF.
  void Write(absl::string_view line, std::string& wire);

  // Appends the closing frame, once.
  void Close(std::string& wire);

 private:
  struct Ends;  // what libwslay calls back

  void Flush(std::string& wire);

  wslay_event_context* context_ = nullptr;
  Frames frames_;
  std::string message_;      // the fragments of one that is not whole yet
  bool in_message_ = false;  // this frame is one of them, and not a ping or the like
  absl::string_view input_;
  std::string* lines_ = nullptr;
  std::string* wire_ = nullptr;
};

}  // namespace irc

#endif  // IRCSERV_NET_HTTP_WEB_SOCKET_H_
