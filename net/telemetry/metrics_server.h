// Serves a few pages by HTTP, to Prometheus, load balancers, `ircserv --status` and curl, in a
// thread of its own, so that slow or malicious requests do not delay the IRC server. (The library's
// own HTTP server was not taken: it needs two seconds to stop, and two idle clients keep all others
// out.)
//
//   /metrics   the numbers for Prometheus
//   /healthz   200 when the loop turns, 503 with a sentence otherwise
//   /readyz    200 when clients are served and changes are kept, 503 with what is missing otherwise
//   /status    what net/telemetry/status.h has, as JSON; the lines of the log in it only through a
//              Unix socket, whose file says who may connect
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
#include "net/telemetry/status_desk.h"

namespace irc {

// Where the pages come from. The thread calls both.
struct MetricsSources {
  std::function<std::string()> metrics;        // the page /metrics
  std::function<StatusDesk::Answer()> status;  // the loop's answer, for all others
};

class MetricsServer {
 public:
  // Starts the thread.
  MetricsServer(std::vector<Listener> listeners, MetricsSources sources);

  // Stops the thread at once and closes all connections.
  ~MetricsServer();

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;

  struct Client {
    Fd fd;
    bool local;        // through a Unix socket
    SteadyTime until;  // the deadline for the whole exchange
    std::string request;
    std::string response;  // the unsent rest; empty while the request is incomplete
  };

  void Run();
  void Accept(const Listener& listener);
  bool Serve(Client& client);
  bool Read(Client& client);

  const std::vector<Listener> listeners_;
  const MetricsSources sources_;
  const Fd stop_;              // an eventfd
  std::list<Client> clients_;  // used by the thread only; the oldest first
  std::thread thread_;         // the last member, because it uses all others
};

// The response to a request that is refused or whole. `local`: it came through a Unix socket.
std::string AnswerMetrics(const HttpReading& reading, const MetricsSources& sources, bool local);

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_METRICS_SERVER_H_
