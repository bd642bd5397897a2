// Many small channels, as on most networks: every client is in three channels of ten members and
// sends to them in turn.
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

// In plane 0, clients with neighbouring numbers share a channel; in the other planes, clients whose
// numbers differ by a multiple of a stride.
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

}  // namespace

Figures RunSmallChannels(const Options& options) {
  const int count = options.clients / kMembers * kMembers;
  const int channels = count / kMembers * kPlanes;
  Clients clients(options.server);
  Register(clients, count);
  for (int plane = 0; plane < kPlanes; ++plane) {
    for (int client = 0; client < count; ++client) {
      clients.Say(client, "JOIN " + NameOf(PlaceOf(client, plane, count).channel) + "\r\n");
    }
    Settle(clients);
  }

  std::vector<std::unique_ptr<ChannelBooks>> books;
  for (int channel = 0; channel < channels; ++channel) {
    books.push_back(std::make_unique<ChannelBooks>(kMembers, kMembers, kMembers - 1));
  }
  std::vector<int> plane_of(static_cast<size_t>(count));
  int64_t sent = 0;
  int64_t deliveries = 0;
  const auto send = [&](int client) {
    if (sent >= options.messages) return;
    ++sent;
    int& plane = plane_of[static_cast<size_t>(client)];
    plane = (plane + 1) % kPlanes;
    const Place place = PlaceOf(client, plane, count);
    ChannelBooks& of = *books[static_cast<size_t>(place.channel)];
    // The sender's number includes the channel, so that a receiver needs nothing else.
    const int sender = place.channel * kMembers + place.member;
    clients.Say(client, NumberedMessage(NameOf(place.channel), sender, of.Send(place.member)));
  };
  std::vector<int> client_of(static_cast<size_t>(channels * kMembers));
  for (int client = 0; client < count; ++client) {
    for (int plane = 0; plane < kPlanes; ++plane) {
      const Place place = PlaceOf(client, plane, count);
      client_of[static_cast<size_t>(place.channel * kMembers + place.member)] = client;
    }
  }

  const int64_t all = options.messages * (kMembers - 1);
  Measurement measurement(options.pid, all);
  const Pace pace(options.rate, options.messages);
  for (int client = 0; options.rate == 0 && client < count; ++client) send(client);
  while (deliveries < all) {
    while (options.rate > 0 && sent < pace.Due()) send(static_cast<int>(sent * 7 % count));
    clients.Turn(pace.WaitMilliseconds(), [&](int client, absl::string_view line) {
      Numbered message;
      if (!ParseNumbered(line, message)) return;
      const int sender = client_of[static_cast<size_t>(message.sender)];
      const int channel = message.sender / kMembers;
      const Place place = PlaceOf(client, channel / (channels / kPlanes), count);
      if (place.channel != channel) Die("a message came to a channel that the client is not in");
      message.sender %= kMembers;
      ++deliveries;
      const bool complete =
          books[static_cast<size_t>(channel)]->Deliver(place.member, message, &measurement);
      if (complete && options.rate == 0) send(sender);
    });
    measurement.Note(deliveries);
  }
  return measurement.Finish(deliveries);
}

}  // namespace bench
