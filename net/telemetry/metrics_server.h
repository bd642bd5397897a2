// Serves one page by HTTP, to Prometheus and to curl, in a thread of its own: whatever it is asked,
// and however slowly, the server of IRC does not notice. (The library's own HTTP server was not
// taken: it needs two seconds to stop, and two clients that say nothing keep all others out.)
#ifndef IRCSERV_NET_TELEMETRY_METRICS_SERVER_H_
#define IRCSERV_NET_TELEMETRY_METRICS_SERVER_H_

#include <chrono>
#include <functional>
#include <list>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/string_view.h"
#include "net/io/fd.h"
#include "net/io/listener.h"

namespace irc {

class MetricsServer {
 public:
  // `page` is called in the server's thread for each GET /metrics.
  MetricsServer(std::vector<Listener> listeners, std::function<std::string()> page);

  // At once, whoever is still connected.
  ~MetricsServer();

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;

  struct Client {
    Fd fd;
    SteadyTime until;  // its patience ends here
    std::string request;
    std::string response;  // what is left of it; empty while the request is not complete
  };

  void Run();
  void Accept(const Listener& listener);
  bool Serve(Client& client);
  bool Read(Client& client);

  const std::vector<Listener> listeners_;
  const std::function<std::string()> page_;
  const Fd stop_;              // an eventfd
  std::list<Client> clients_;  // of the thread, the oldest first
  std::thread thread_;         // the last member: it starts when all others are there
};

// The complete answer to a request whose head is `head`.
std::string AnswerHttp(absl::string_view head, const std::function<std::string()>& page);

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_METRICS_SERVER_H_
