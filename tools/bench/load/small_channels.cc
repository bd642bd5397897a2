// Many people in several small channels each, as most networks are: every client is in three
// channels of ten, and speaks in one after the other.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tools/bench/load/clock.h"
#include "tools/bench/load/delivery.h"
#include "tools/bench/load/scenario.h"

namespace bench {
namespace {

constexpr int kMembers = 10;
constexpr int kPlanes = 3;

// In plane 0 the neighbours share a channel, in the others those who stand apart by its stride.
struct Place {
  int channel;
  int member;
};
Place PlaceOf(int client, int plane, int clients) {
  const int channels = clients / kMembers;
  if (plane == 0) return {.channel = client / kMembers, .member = client % kMembers};
  // A rotation within each plane's rows keeps two clients from sharing more than one channel.
  const int row = client / channels;
  const int column = (client % channels + row * (plane - 1) * 7) % channels;
  return {.channel = plane * channels + column, .member = row};
}

std::string NameOf(int channel) { return "#small" + std::to_string(channel); }

struct Speaker {
  int plane = 0;
  std::vector<int> members;  // whom each number in the books is
};

}  // namespace

Figures RunSmallChannels(const Options& options) {
  const int count = options.clients / kMembers * kMembers;
  const int channels = count / kMembers * kPlanes;
  Clients clients(options.server);
  Register(clients, count);
  for (int plane = 0; plane < kPlanes; ++plane) {
    for (int client = 0; client < count; ++client) {
      clients.Say(client, "JOIN " + NameOf(PlaceOf(client, plane, count).channel) + "\r\n");
      if (client % 50 == 49) Settle(clients);
    }
    Settle(clients);
  }

  std::vector<std::unique_ptr<ChannelBooks>> books;
  for (int channel = 0; channel < channels; ++channel) {
    books.push_back(std::make_unique<ChannelBooks>(kMembers, kMembers, kMembers - 1));
  }
  Latencies latencies;
  std::vector<int> plane_of(static_cast<size_t>(count));
  int64_t sent = 0;
  int64_t deliveries = 0;
  bool warming = true;
  const auto send = [&](int client) {
    if (sent >= options.messages) return;
    ++sent;
    int& plane = plane_of[static_cast<size_t>(client)];
    plane = (plane + 1) % kPlanes;
    const Place place = PlaceOf(client, plane, count);
    ChannelBooks& of = *books[static_cast<size_t>(place.channel)];
    // The sender's number says the channel too: it is all that a receiver needs.
    clients.Say(client, NumberedMessage(NameOf(place.channel), place.channel * kMembers + place.member,
                                        of.Send(place.member)));
  };
  if (options.rate == 0) {
    for (int client = 0; client < count; ++client) send(client);
  }
  std::vector<int> client_of(static_cast<size_t>(channels * kMembers));
  for (int client = 0; client < count; ++client) {
    for (int plane = 0; plane < kPlanes; ++plane) {
      const Place place = PlaceOf(client, plane, count);
      client_of[static_cast<size_t>(place.channel * kMembers + place.member)] = client;
    }
  }

  const Phase phase(options.pid);
  const int64_t all = options.messages * (kMembers - 1);
  const int64_t warm = all / 10;
  double cpu = 0;
  int64_t counted_from = 0;
  const int64_t start_ns = NowNanoseconds();
  while (deliveries < all) {
    phase.CheckPatience();
    int wait_ms = 100;
    if (options.rate > 0) {
      const int64_t due = (NowNanoseconds() - start_ns) / (1'000'000'000 / options.rate) + 1;
      while (sent < std::min(due, options.messages)) send(static_cast<int>(sent * 7 % count));
      wait_ms = 1;
    }
    int64_t now_ns = 0;
    clients.Turn(wait_ms, [&](int client, absl::string_view line) {
      Numbered message;
      if (!ParseNumbered(line, message)) return;
      if (now_ns == 0) now_ns = NowNanoseconds();
      const int sender = client_of[static_cast<size_t>(message.sender)];
      const int channel = message.sender / kMembers;
      const Place place = PlaceOf(client, channel / (channels / kPlanes), count);
      if (place.channel != channel) Die("a message came to a channel that the client is not in");
      message.sender %= kMembers;
      ++deliveries;
      if (books[static_cast<size_t>(channel)]->Deliver(place.member, message, now_ns,
                                                       warming ? nullptr : &latencies) &&
          options.rate == 0) {
        send(sender);
      }
    });
    if (warming && deliveries >= warm) {
      warming = false;
      counted_from = deliveries;
      cpu = phase.cpu_seconds();
    }
  }
  cpu = phase.cpu_seconds() - cpu;
  const double counted = static_cast<double>(deliveries - counted_from);
  Figures figures = {{"deliveries", counted},
                     {"cpu_seconds", cpu},
                     {"per_cpu_second", counted / cpu},
                     {"wall_seconds", phase.wall_seconds()}};
  latencies.AddTo(figures);
  return figures;
}

}  // namespace bench
