// Clients that connect, register, and disconnect at the end of the MOTD.
#include <string>

#include "tools/bench/load/clock.h"
#include "tools/bench/load/scenario.h"

namespace bench {

Figures RunRegistrations(const Options& options) {
  Clients clients(options.server);
  int64_t done = 0;
  const auto begin = [&] {
    if (static_cast<int64_t>(clients.size()) >= options.messages) return;
    const int client = clients.Connect();
    const std::string nick = "u" + std::to_string(client);
    clients.Say(client, "NICK " + nick + "\r\nUSER " + nick + " 0 * :A client\r\n");
  };
  const Phase phase(options.pid);
  for (int i = 0; i < options.window; ++i) begin();
  while (done < options.messages) {
    phase.CheckPatience();
    clients.Turn(
        100,
        [&](int client, absl::string_view line) {
          const absl::string_view command = CommandOf(line);
          if (command == "433") Die("a nick was still in use");
          if (command != "376" && command != "422") return;
          ++done;
          clients.Close(client);
          begin();
        },
        [&](int) { Die("the server has closed a connection"); });
  }
  const double cpu = phase.cpu_seconds();
  return {{"registrations", static_cast<double>(done)},
          {"cpu_seconds", cpu},
          {"per_cpu_second", static_cast<double>(done) / cpu},
          {"wall_seconds", phase.wall_seconds()}};
}

}  // namespace bench
