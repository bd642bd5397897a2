// A connected pair of sockets: the code under test gets the server's side, and the test plays the
// client. The bytes of one side have arrived at the other when send() returns, so no test waits.
#ifndef IRCSERV_NET_TESTING_SOCKET_PAIR_H_
#define IRCSERV_NET_TESTING_SOCKET_PAIR_H_

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <string>

#include "absl/strings/string_view.h"
#include "core/check.h"
#include "net/io/fd.h"

namespace irc {

class SocketPair {
 public:
  SocketPair() {
    std::array<int, 2> fds;
    IRC_CHECK(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds.data()) == 0,
              "a test needs few descriptors");
    server = Fd(fds[0]);
    client_ = Fd(fds[1]);
  }

  // The server's side, non-blocking. The test moves it to the code under test.
  Fd server;

  // Makes the send buffer of the server's side as small as the system allows: some kilobytes.
  // REQUIRES: `server` was not moved.
  void ShrinkSendBuffer() {
    const int bytes = 1;
    IRC_CHECK(::setsockopt(server.get(), SOL_SOCKET, SO_SNDBUF, &bytes, sizeof(bytes)) == 0,
              "every socket has a send buffer");
  }

  // The client sends `text`. REQUIRES: the socket has room for it.
  void Send(absl::string_view text) {
    IRC_CHECK(::send(client_.get(), text.data(), text.size(), MSG_NOSIGNAL) ==
                  static_cast<ssize_t>(text.size()),
              "the text is short and the server's side is open");
  }

  // The bytes that the client has received since the last call. Sets at_end.
  std::string Take() {
    std::string text;
    std::array<char, 4096> buffer;
    ssize_t count;
    while ((count = ::recv(client_.get(), buffer.data(), buffer.size(), 0)) > 0) {
      text.append(buffer.data(), static_cast<size_t>(count));
    }
    at_end_ = count == 0 || errno == ECONNRESET;
    return text;
  }
  // True when Take has met the end: the server has shut down its side or closed the socket.
  bool at_end() const { return at_end_; }

  // The client shuts down its side, and can still read.
  void End() { ::shutdown(client_.get(), SHUT_WR); }
  // The client closes its socket. The server's side gets a reset if bytes are unread.
  void Close() { client_.Close(); }

 private:
  Fd client_;
  bool at_end_ = false;
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_SOCKET_PAIR_H_
