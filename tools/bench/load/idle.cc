// Many idle clients: the memory of each, the CPU time of all, and the latency of messages between
// ten pairs of them.
#include <string>
#include <vector>

#include "tools/bench/load/clock.h"
#include "tools/bench/load/scenario.h"

namespace bench {
namespace {

constexpr int kPairs = 10;
constexpr int64_t kIdleNanoseconds = 5'000'000'000;

}  // namespace

Figures RunIdle(const Options& options) {
  Clients clients(options.server);
  // The first clients make the server allocate memory that it needs once; it is left out.
  Register(clients, 100);
  Settle(clients);
  const int64_t before = ResidentBytes(options.pid);
  Register(clients, options.clients - 100);
  Settle(clients);
  const int64_t after = ResidentBytes(options.pid);

  const Phase idle(options.pid);
  const int64_t start_ns = NowNanoseconds();
  while (NowNanoseconds() - start_ns < kIdleNanoseconds) {
    clients.Turn(50, [](int, absl::string_view) {});
  }
  const double idle_cpu = idle.cpu_seconds() / idle.wall_seconds();

  Latencies latencies;
  std::vector<int64_t> sent_ns(kPairs);
  int64_t sent = 0;
  int64_t delivered = 0;
  const auto send = [&](int client) {
    if (sent >= options.messages) return;
    sent_ns[static_cast<size_t>(client / 2)] = NowNanoseconds();
    clients.Say(client, NumberedMessage("u" + std::to_string(client ^ 1), client, ++sent));
  };
  const Phase active(options.pid);
  for (int pair = 0; pair < kPairs; ++pair) send(pair * 2);
  while (delivered < options.messages) {
    active.CheckPatience();
    clients.Turn(100, [&](int client, absl::string_view line) {
      Numbered message;
      if (!ParseNumbered(line, message)) return;
      ++delivered;
      latencies.Add(NowNanoseconds() - sent_ns[static_cast<size_t>(client / 2)]);
      send(client);
    });
  }
  const double per_client = static_cast<double>(after - before) / (options.clients - 100);
  Figures figures = {{"bytes_per_client", per_client},
                     {"resident_bytes", static_cast<double>(after)},
                     {"idle_cpu_percent", idle_cpu * 100},
                     {"per_cpu_second", static_cast<double>(delivered) / active.cpu_seconds()}};
  latencies.AddTo(figures);
  return figures;
}

}  // namespace bench
