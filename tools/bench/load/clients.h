// Many IRC clients in one thread: non-blocking sockets on one epoll instance. The lines of a client
// are collected and sent with one write per turn, because on a busy network lines of many clients
// arrive together.
#ifndef IRCSERV_TOOLS_BENCH_LOAD_CLIENTS_H_
#define IRCSERV_TOOLS_BENCH_LOAD_CLIENTS_H_

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace bench {

struct ServerAddress {
  int port = 0;
  bool tls = false;
};

// The timeout of every wait for the server: a run that hangs fails.
inline constexpr int64_t kPatienceNanoseconds = 120'000'000'000;

class Clients {
 public:
  explicit Clients(ServerAddress server);
  ~Clients();
  Clients(const Clients&) = delete;

  // Returns a new client, which is connected but not registered. Each thousand of clients has its
  // own source address (127.0.0.2, 127.0.0.3, …), because an address has a limited number of ports.
  int Connect();
  void Close(int client);
  size_t size() const { return clients_.size(); }

  // Sends `line`, which includes its line ending, at the end of this turn.
  void Say(int client, absl::string_view line);

  // Turns reading on or off. Without it, received data stays in the socket's buffer.
  void SetReading(int client, bool reading);

  // One turn: waits at most `milliseconds`, calls on_line(client, line) for each received line
  // (without its line ending; PING is answered here) and on_end(client) for each connection that
  // the server has closed, then writes the collected lines.
  template <typename OnLine, typename OnEnd>
  void Turn(int milliseconds, OnLine&& on_line, OnEnd&& on_end) {
    for (int i = 0, count = Wait(milliseconds); i < count; ++i) {
      const int client = ReadyClient(i);
      const bool open = Read(client);
      Client& of = *clients_[client];
      size_t start = 0;
      for (size_t end; (end = of.in.find('\n', start)) != std::string::npos; start = end + 1) {
        absl::string_view line(of.in.data() + start, end - start);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.substr(0, 5) == "PING ") {
          Say(client, "PONG " + std::string(line.substr(5)) + "\r\n");
        } else {
          on_line(client, line);
        }
      }
      of.in.erase(0, start);
      if (of.in.empty() && of.in.capacity() > 4096) std::string().swap(of.in);
      if (!open) on_end(client);
    }
    Flush();
  }

  // The same; the run fails when the server closes a connection.
  template <typename OnLine>
  void Turn(int milliseconds, OnLine&& on_line) {
    Turn(milliseconds, on_line, [](int) { EndedEarly(); });
  }

 private:
  struct Client {
    int fd = -1;
    bool wants_write = false;
    bool reading = true;
    bool speaks = false;  // is in speaking_
    std::string in;
    std::string out;
    SSL* tls = nullptr;
  };

  int Wait(int milliseconds);
  int ReadyClient(int index) const;
  bool Read(int client);
  void Flush();
  void Write(int client);
  void Watch(int client);
  [[noreturn]] static void EndedEarly();

  const ServerAddress server_;
  const int epoll_;
  SSL_CTX* context_ = nullptr;
  std::vector<std::unique_ptr<Client>> clients_;
  std::vector<int> speaking_;
  std::unique_ptr<struct Events> events_;
  std::unique_ptr<char[]> buffer_;
};

}  // namespace bench

#endif  // IRCSERV_TOOLS_BENCH_LOAD_CLIENTS_H_
