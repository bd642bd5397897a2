// The framing of a WebSocket in both directions; a message is one IRC line. This file knows no
// socket: it translates between bytes and lines. RFC 6455 by libwslay,
// https://ircv3.net/specs/extensions/websocket
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
    kText,  // invalid UTF-8 becomes U+FFFD
    kBinary,
    kAsReceived,  // like the client's first message, if it has named no subprotocol
  };

  explicit WebSocket(Frames frames);
  ~WebSocket();
  WebSocket(const WebSocket&) = delete;
  WebSocket& operator=(const WebSocket&) = delete;

  // Decodes bytes from the client. Appends each complete message with CRLF to `lines`, and
  // immediate answers (pong, close) to `wire`. Returns false when the client has closed the
  // WebSocket or violated the protocol; further bytes are then ignored.
  bool Read(absl::string_view bytes, std::string& lines, std::string& wire);

  // Appends the frame of one line, which ends with CRLF.
  void Write(absl::string_view line, std::string& wire);

  // Appends the close frame, once.
  void Close(std::string& wire);

 private:
  struct Ends;  // the callbacks for libwslay

  void Flush(std::string& wire);

  wslay_event_context* context_ = nullptr;
  Frames frames_;
  std::string message_;      // the fragments of the current message
  bool in_message_ = false;  // the current frame is one of them, not a control frame
  absl::string_view input_;
  std::string* lines_ = nullptr;
  std::string* wire_ = nullptr;
};

}  // namespace irc

#endif  // IRCSERV_NET_HTTP_WEB_SOCKET_H_
