// The client's end of a connection: a plain socket that keeps the bytes it has received.
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

  // Resets the connection if it is open, so that no port stays in TIME_WAIT.
  ~TestClient() { Reset(); }

  // Sends as much as the socket takes without blocking, and keeps the rest for Pump.
  void Send(absl::string_view bytes);

  // Sends the line and CRLF.
  void Line(absl::string_view line);

  // Sends unsent bytes, and reads all available bytes unless the client is paused.
  void Pump();

  // Sets the socket's receive buffer to the system's minimum.
  void TakeLittleRoom();

  // A paused client reads nothing.
  void Pause(bool paused) { paused_ = paused; }
  bool paused() const { return paused_; }

  void ShutDown();  // half-closes: sends a FIN, still reads
  void Reset();     // closes with an RST
  void Close();

  // The bytes that were read since the last Take; TakeLines returns the complete lines of them,
  // without CRLF.
  std::string Take();
  std::vector<std::string> TakeLines();

  bool open() const { return fd_.valid(); }
  bool at_end() const { return at_end_; }  // end of file or an error was read
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
