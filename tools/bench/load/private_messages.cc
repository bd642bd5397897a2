// Pairs who write to each other in turn: one message of each pair is under way.
#include <string>
#include <vector>

#include "tools/bench/load/clock.h"
#include "tools/bench/load/scenario.h"

namespace bench {

Figures RunPrivateMessages(const Options& options) {
  const int pairs = options.clients / 2;
  Clients clients(options.server);
  Register(clients, pairs * 2);
  Settle(clients);
  Latencies latencies;
  std::vector<int64_t> number(static_cast<size_t>(pairs));
  std::vector<int64_t> sent_ns(static_cast<size_t>(pairs));
  int64_t sent = 0;
  int64_t delivered = 0;
  const auto send = [&](int client, int pair) {
    if (sent >= options.messages) return;
    ++sent;
    sent_ns[static_cast<size_t>(pair)] = NowNanoseconds();
    clients.Say(client, NumberedMessage("u" + std::to_string(client ^ 1), pair,
                                        ++number[static_cast<size_t>(pair)]));
  };
  const Phase phase(options.pid);
  const int64_t warm = options.messages / 10;
  double cpu = 0;
  int64_t counted_from = 0;
  for (int pair = 0; pair < pairs; ++pair) send(pair * 2, pair);
  while (delivered < options.messages) {
    phase.CheckPatience();
    clients.Turn(100, [&](int client, absl::string_view line) {
      Numbered message;
      if (!ParseNumbered(line, message)) return;
      const int pair = client / 2;
      if (message.sender != pair || message.number != number[static_cast<size_t>(pair)]) {
        Die("a private message was lost, doubled or came to somebody else");
      }
      ++delivered;
      if (counted_from > 0) latencies.Add(NowNanoseconds() - sent_ns[static_cast<size_t>(pair)]);
      send(client, pair);
    });
    if (counted_from == 0 && delivered >= warm) {
      counted_from = delivered;
      cpu = phase.cpu_seconds();
    }
  }
  cpu = phase.cpu_seconds() - cpu;
  const double counted = static_cast<double>(delivered - counted_from);
  Figures figures = {{"deliveries", counted},
                     {"cpu_seconds", cpu},
                     {"per_cpu_second", counted / cpu},
                     {"wall_seconds", phase.wall_seconds()}};
  latencies.AddTo(figures);
  return figures;
}

}  // namespace bench
