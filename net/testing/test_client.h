// The other end of a connection: a plain socket that remembers what it got.
#ifndef IRCSERV_NET_TESTING_TEST_CLIENT_H_
#define IRCSERV_NET_TESTING_TEST_CLIENT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "net/io/fd.h"

namespace irc {

class TestClient {
 public:
  // Connects from the address `from` (of the loopback range, "::1" for IPv6) to the same family's
  // loopback address. The socket is non-blocking afterwards.
  TestClient(const std::string& from, uint16_t port);

  // Sends as much as the socket takes at once, and remembers the rest for Pump.
  void Send(absl::string_view bytes);

  // One line with CRLF.
  void Line(absl::string_view line);

  // Sends what is left, and reads what is there unless the client is paused.
  void Pump();

  // Has the system keep as little as it can for this client until he reads.
  void TakeLittleRoom();

  // A paused client reads nothing.
  void Pause(bool paused) { paused_ = paused; }
  bool paused() const { return paused_; }

  void ShutDown();  // sends no more, still reads
  void Reset();     // closes with a RST
  void Close();

  // What it read since the last Take, and the whole lines of it without CRLF.
  std::string Take();
  std::vector<std::string> TakeLines();

  bool open() const { return fd_.valid(); }
  bool at_end() const { return at_end_; }  // the server has closed, or the socket broke
  uint64_t sent() const { return sent_; }
  uint64_t received() const { return received_; }
  bool unsent() const { return !unsent_.empty(); }
  bool shut() const { return shut_; }

 private:
  Fd fd_;
  std::string unsent_;
  std::string text_;
  uint64_t sent_ = 0;
  uint64_t received_ = 0;
  bool paused_ = false;
  bool at_end_ = false;
  bool shut_ = false;
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_TEST_CLIENT_H_
