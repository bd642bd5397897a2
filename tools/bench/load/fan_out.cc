// One channel, ten senders: how many deliveries a second of the server's CPU gives. With a rate
// instead of a window there is nothing that could be batched, and the latency tells.
#include <algorithm>
#include <string>

#include "tools/bench/load/clock.h"
#include "tools/bench/load/delivery.h"
#include "tools/bench/load/scenario.h"

namespace bench {
namespace {

constexpr int kSenders = 10;
const char kChannel[] = "#fan";

}  // namespace

Figures RunFanOut(const Options& options) {
  const int members = options.clients;
  Clients clients(options.server);
  Register(clients, members);
  Join(clients, 0, members, kChannel);
  Settle(clients);

  ChannelBooks books(members, kSenders, members - 1);
  Latencies latencies;
  int64_t sent = 0;
  const auto send = [&](int sender) {
    if (sent >= options.messages) return;
    ++sent;
    clients.Say(sender, NumberedMessage(kChannel, sender, books.Send(sender)));
  };
  // The first tenth warms up.
  const int64_t warm = options.messages / 10 * (members - 1);
  const int64_t all = options.messages * (members - 1);
  if (options.rate == 0) {
    for (int i = 0; i < options.window; ++i) {
      for (int sender = 0; sender < kSenders; ++sender) send(sender);
    }
  }
  Phase phase(options.pid);
  bool warming = true;
  int64_t counted_from = 0;
  const Phase patience(0);
  double cpu = 0;
  const int64_t start_ns = NowNanoseconds();
  while (books.deliveries() < all) {
    patience.CheckPatience();
    int wait_ms = 100;
    if (options.rate > 0) {
      const int64_t due = (NowNanoseconds() - start_ns) / (1'000'000'000 / options.rate) + 1;
      while (sent < std::min(due, options.messages)) send(static_cast<int>(sent % kSenders));
      wait_ms = 1;
    }
    int64_t now_ns = 0;
    clients.Turn(wait_ms, [&](int client, absl::string_view line) {
      Numbered message;
      if (!ParseNumbered(line, message)) return;
      if (now_ns == 0) now_ns = NowNanoseconds();
      const bool complete = books.Deliver(client, message, now_ns, warming ? nullptr : &latencies);
      if (complete && options.rate == 0) send(message.sender);
    });
    if (warming && books.deliveries() >= warm) {
      warming = false;
      counted_from = books.deliveries();
      cpu = phase.cpu_seconds();
    }
  }
  cpu = phase.cpu_seconds() - cpu;
  const double deliveries = static_cast<double>(books.deliveries() - counted_from);
  Figures figures = {{"deliveries", deliveries},
                     {"cpu_seconds", cpu},
                     {"per_cpu_second", deliveries / cpu},
                     {"wall_seconds", phase.wall_seconds()}};
  latencies.AddTo(figures);
  return figures;
}

}  // namespace bench
