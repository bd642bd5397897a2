// The bytes of a WebSocket client (RFC 6455), for tests that send them over a socket.
#ifndef IRCSERV_NET_TESTING_WEB_SOCKET_BYTES_H_
#define IRCSERV_NET_TESTING_WEB_SOCKET_BYTES_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace irc {

inline constexpr char kRequest[] =
    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Protocol: text.ircv3.net\r\n\r\n";

// The same from an HTTP proxy, for a client at 192.0.2.9 that uses TLS.
inline constexpr char kForwardedRequest[] =
    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "X-Forwarded-For: 198.51.100.1, 192.0.2.9\r\nX-Forwarded-Proto: https\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

// A frame with an all-zero mask, so that the payload is not changed. `first` has the FIN bit and
// the opcode. REQUIRES: the payload has at most 125 bytes.
inline std::string Frame(unsigned char first, absl::string_view payload) {
  return absl::StrCat(std::string(1, static_cast<char>(first)),
                      std::string(1, static_cast<char>(0x80 | payload.size())),
                      std::string(4, '\0'), payload);
}

// A text frame.
inline std::string Frame(absl::string_view text) { return Frame(0x81, text); }

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_WEB_SOCKET_BYTES_H_
