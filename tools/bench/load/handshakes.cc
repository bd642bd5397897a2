// Full TLS handshakes, one after the other: no session is resumed.
#include "tools/bench/load/scenario.h"

namespace bench {

Figures RunHandshakes(const Options& options) {
  Clients clients(options.server);
  const Phase phase(options.pid);
  for (int64_t i = 0; i < options.messages; ++i) {
    phase.CheckPatience();
    clients.Close(clients.Connect());
  }
  const double cpu = phase.cpu_seconds();
  return {{"handshakes", static_cast<double>(options.messages)},
          {"cpu_seconds", cpu},
          {"per_cpu_second", static_cast<double>(options.messages) / cpu},
          {"wall_seconds", phase.wall_seconds()}};
}

}  // namespace bench
