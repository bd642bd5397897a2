// The number of lines per second that the core applies, rendering included.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "core/testing/room.h"

namespace irc {
namespace {

void BM_PrivmsgToChannelOfTen(benchmark::State& state) {
  Room room(10);
  const Event line = Received{{1}, "PRIVMSG #channel :Hello everybody, how are you all today?"};
  for (auto _ : state) room.Apply(line);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_PrivmsgToChannelOfTen);

void BM_PrivmsgToUser(benchmark::State& state) {
  Room room(10);
  const Event line = Received{{1}, "PRIVMSG user2 :Hello, how are you today?"};
  for (auto _ : state) room.Apply(line);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_PrivmsgToUser);

void BM_JoinAndPart(benchmark::State& state) {
  Room room(10);
  const Event join = Received{{1}, "JOIN #other"};
  const Event part = Received{{1}, "PART #other"};
  for (auto _ : state) {
    room.Apply(join);
    room.Apply(part);
  }
  state.SetItemsProcessed(2 * state.iterations());
}
BENCHMARK(BM_JoinAndPart);

// The JOIN of channels that somebody else is in: registered ones, each with an access list of ten
// entries of which none is about the user, and others.
void Join(benchmark::State& state, bool registered) {
  constexpr uint64_t kChannels = 50;
  Room room(10);
  Restored kept;
  for (uint64_t id = 1; id <= 8; ++id) {
    kept.rows.push_back(AccountRow{
        .id = {id}, .name = absl::StrCat("account", id), .verified_at = absl::UnixEpoch()});
  }
  std::vector<Event> joins, parts;
  for (uint64_t channel = 1; channel <= kChannels; ++channel) {
    const std::string name = absl::StrCat("#other", channel);
    room.Say({2}, absl::StrCat("JOIN ", name));
    joins.push_back(Received{{1}, absl::StrCat("JOIN ", name)});
    parts.push_back(Received{{1}, absl::StrCat("PART ", name)});
    if (!registered) continue;
    kept.rows.push_back(ChannelRow{
        .id = {channel}, .name = name, .founder = {1}, .approved_at = absl::UnixEpoch()});
    for (uint64_t id = 1; id <= 8; ++id) {
      kept.rows.push_back(
          AccessRow{.channel = {channel}, .kind = "account", .subject = id, .flags = "AOov"});
    }
    for (const char* mask : {"*!*@spam.example", "evil*!*@*"}) {
      kept.rows.push_back(
          AccessRow{.channel = {channel}, .kind = "mask", .mask = mask, .flags = "b"});
    }
  }
  room.Apply(kept);
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    for (const Event& join : joins) room.Apply(join);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    state.SetIterationTime(took.count());
    for (const Event& part : parts) room.Apply(part);
  }
  state.SetItemsProcessed(kChannels * state.iterations());
}
void BM_JoinOfOther(benchmark::State& state) { Join(state, false); }
void BM_JoinOfRegistered(benchmark::State& state) { Join(state, true); }
BENCHMARK(BM_JoinOfOther)->UseManualTime();
BENCHMARK(BM_JoinOfRegistered)->UseManualTime();

// A client that connects, registers and leaves.
void BM_Registration(benchmark::State& state) {
  Room room(10);
  const Event connected = Connected{{100}, {.ip = "192.0.2.7", .host = "192.0.2.7"}};
  const Event nick = Received{{100}, "NICK somebody"};
  const Event user = Received{{100}, "USER somebody 0 * :Some Body"};
  const Event gone = Disconnected{{100}, "Connection closed"};
  for (auto _ : state) {
    for (const Event* event : {&connected, &nick, &user, &gone}) room.Apply(*event);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Registration);

}  // namespace
}  // namespace irc
