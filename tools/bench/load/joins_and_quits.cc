// All clients join one channel at the same time; then half of them quit at the same time.
#include <string>
#include <vector>

#include "tools/bench/load/clock.h"
#include "tools/bench/load/scenario.h"

namespace bench {

Figures RunJoinsAndQuits(const Options& options) {
  const int count = options.clients;
  const int leavers = count / 2;
  Clients clients(options.server);
  Register(clients, count);
  Settle(clients);

  const Phase joining(options.pid);
  for (int client = 0; client < count; ++client) clients.Say(client, "JOIN #crowd\r\n");
  // A client has joined at the end of its NAMES. Of each pair of members, the earlier one receives
  // the JOIN of the later one, and each client receives its own.
  int64_t ends = 0;
  int64_t joins = 0;
  const int64_t joins_all = int64_t{count} * (count + 1) / 2;
  while (ends < count || joins < joins_all) {
    joining.CheckPatience();
    clients.Turn(100, [&](int, absl::string_view line) {
      const absl::string_view command = CommandOf(line);
      if (command == "366") ++ends;
      if (command == "JOIN") ++joins;
    });
  }
  const double join_cpu = joining.cpu_seconds();
  if (joins != joins_all) Die("a JOIN came twice");
  Settle(clients);

  const Phase leaving(options.pid);
  for (int client = 0; client < leavers; ++client) clients.Say(client, "QUIT :bye\r\n");
  int64_t quits = 0;
  const int64_t quits_all = int64_t{leavers} * (count - leavers);
  while (quits < quits_all) {
    leaving.CheckPatience();
    clients.Turn(
        100,
        [&](int client, absl::string_view line) {
          if (client >= leavers && CommandOf(line) == "QUIT") ++quits;
        },
        [&](int client) {
          if (client >= leavers) Die("the server has closed a connection");
          clients.Close(client);
        });
  }
  const double quit_cpu = leaving.cpu_seconds();
  if (quits != quits_all) Die("a QUIT came twice");
  return {{"join_cpu_seconds", join_cpu},
          {"joins_per_cpu_second", count / join_cpu},
          {"quit_cpu_seconds", quit_cpu},
          {"quits_per_cpu_second", leavers / quit_cpu}};
}

}  // namespace bench
