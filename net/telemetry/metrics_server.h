// Serves one page by HTTP, to Prometheus and to curl, in a thread of its own, so that slow or
// malicious requests do not delay the IRC server. (The library's own HTTP server was not taken: it
// needs two seconds to stop, and two idle clients keep all others out.)
#ifndef IRCSERV_NET_TELEMETRY_METRICS_SERVER_H_
#define IRCSERV_NET_TELEMETRY_METRICS_SERVER_H_

#include <chrono>
#include <functional>
#include <list>
#include <string>
#include <thread>
#include <vector>

#include "net/http/http_reader.h"
#include "net/io/fd.h"
#include "net/io/listener.h"

namespace irc {

class MetricsServer {
 public:
  // Starts the thread, which calls `page` for each GET /metrics.
  MetricsServer(std::vector<Listener> listeners, std::function<std::string()> page);

  // Stops the thread at once and closes all connections.
  ~MetricsServer();

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;

  struct Client {
    Fd fd;
    SteadyTime until;  // the deadline for the whole exchange
    std::string request;
    std::string response;  // the unsent rest; empty while the request is incomplete
  };

  void Run();
  void Accept(const Listener& listener);
  bool Serve(Client& client);
  bool Read(Client& client);

  const std::vector<Listener> listeners_;
  const std::function<std::string()> page_;
  const Fd stop_;              // an eventfd
  std::list<Client> clients_;  // used by the thread only; the oldest first
  std::thread thread_;         // the last member, because it uses all others
};

// The response to a request that is refused or whole. `page` is called for GET and HEAD /metrics.
std::string AnswerMetrics(const HttpReading& reading, const std::function<std::string()>& page);

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_METRICS_SERVER_H_
