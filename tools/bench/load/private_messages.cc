// Pairs of clients that answer each other: each pair has one message in flight.
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
  Measurement measurement(options.pid, options.messages);
  for (int pair = 0; pair < pairs; ++pair) send(pair * 2, pair);
  while (delivered < options.messages) {
    clients.Turn(100, [&](int client, absl::string_view line) {
      Numbered message;
      if (!ParseNumbered(line, message)) return;
      const int pair = client / 2;
      if (message.sender != pair || message.number != number[static_cast<size_t>(pair)]) {
        Die("a private message was lost, doubled or came to somebody else");
      }
      ++delivered;
      measurement.AddLatency(NowNanoseconds() - sent_ns[static_cast<size_t>(pair)]);
      send(client, pair);
    });
    measurement.Note(delivered);
  }
  return measurement.Finish(delivered);
}

}  // namespace bench
