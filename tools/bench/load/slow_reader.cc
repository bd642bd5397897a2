// A busy channel, before and after one of its members stops reading: the throughput of the other
// members must not change.
#include <string>

#include "tools/bench/load/clock.h"
#include "tools/bench/load/delivery.h"
#include "tools/bench/load/scenario.h"

namespace bench {
namespace {

constexpr int kSenders = 10;
const char kChannel[] = "#busy";

}  // namespace

Figures RunSlowReader(const Options& options) {
  const int members = options.clients;
  const int sleeper = members - 1;  // sends nothing
  Clients clients(options.server);
  Register(clients, members);
  Join(clients, 0, members, kChannel);
  Settle(clients);

  // The sleeper's deliveries are left out of both phases, so that the phases are comparable.
  ChannelBooks books(members, kSenders, members - 2);
  int64_t sent = 0;
  const auto run = [&](int64_t messages) {
    const Phase phase(options.pid);
    const int64_t start = books.deliveries();
    const int64_t sent_until = sent + messages;
    const auto send = [&](int sender) {
      if (sent >= sent_until) return;
      ++sent;
      clients.Say(sender, NumberedMessage(kChannel, sender, books.Send(sender)));
    };
    for (int i = 0; i < options.window; ++i) {
      for (int sender = 0; sender < kSenders; ++sender) send(sender);
    }
    while (books.deliveries() - start < messages * (members - 2)) {
      phase.CheckPatience();
      clients.Turn(
          100,
          [&](int client, absl::string_view line) {
            Numbered message;
            if (!ParseNumbered(line, message)) return;
            if (client != sleeper && books.Deliver(client, message, nullptr)) send(message.sender);
          },
          [&](int client) {
            if (client != sleeper) Die("the server has closed a connection");
          });
    }
    return static_cast<double>(books.deliveries() - start) / phase.cpu_seconds();
  };
  run(options.messages / 10);
  const double before = run(options.messages);
  clients.SetReading(sleeper, false);
  const double after = run(options.messages);
  return {
      {"per_cpu_second", before}, {"after_per_cpu_second", after}, {"of_before", after / before}};
}

}  // namespace bench
