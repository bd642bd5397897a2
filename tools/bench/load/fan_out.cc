// One channel, ten senders: deliveries per CPU second of the server. With a rate instead of a
// window the server has nothing to batch, and the latency is the figure of interest.
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
  int64_t sent = 0;
  const auto send = [&](int sender) {
    if (sent >= options.messages) return;
    ++sent;
    clients.Say(sender, NumberedMessage(kChannel, sender, books.Send(sender)));
  };
  const int64_t all = options.messages * (members - 1);
  Measurement measurement(options.pid, all);
  const Pace pace(options.rate, options.messages);
  for (int i = 0; options.rate == 0 && i < options.window * kSenders; ++i) send(i % kSenders);
  while (books.deliveries() < all) {
    while (options.rate > 0 && sent < pace.Due()) send(static_cast<int>(sent % kSenders));
    clients.Turn(pace.WaitMilliseconds(), [&](int client, absl::string_view line) {
      Numbered message;
      if (!ParseNumbered(line, message)) return;
      const bool complete = books.Deliver(client, message, &measurement);
      if (complete && options.rate == 0) send(message.sender);
    });
    measurement.Note(books.deliveries());
  }
  return measurement.Finish(books.deliveries());
}

}  // namespace bench
