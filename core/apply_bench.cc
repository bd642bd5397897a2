// The number of lines per second that the core applies, rendering included.
#include <benchmark/benchmark.h>

#include <string>

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

// The same in a channel that somebody else is in: one that is registered, with an access list of
// ten entries of which none is about the user, and one that is not.
void JoinAndPart(benchmark::State& state, bool registered) {
  Room room(10);
  room.Say({2}, "JOIN #other");
  Restored kept;
  for (uint64_t id = 1; id <= 8; ++id) {
    kept.rows.push_back(AccountRow{
        .id = {id}, .name = absl::StrCat("account", id), .verified_at = absl::UnixEpoch()});
  }
  if (registered) {
    kept.rows.push_back(
        ChannelRow{.id = {1}, .name = "#other", .founder = {1}, .approved_at = absl::UnixEpoch()});
  }
  for (uint64_t id = 1; registered && id <= 8; ++id) {
    kept.rows.push_back(
        AccessRow{.channel = {1}, .kind = "account", .subject = id, .flags = "AOov"});
  }
  for (const char* mask : {"*!*@spam.example", "evil*!*@*"}) {
    if (!registered) break;
    kept.rows.push_back(AccessRow{.channel = {1}, .kind = "mask", .mask = mask, .flags = "b"});
  }
  room.Apply(kept);
  const Event join = Received{{1}, "JOIN #other"};
  const Event part = Received{{1}, "PART #other"};
  for (auto _ : state) {
    room.Apply(join);
    room.Apply(part);
  }
  state.SetItemsProcessed(2 * state.iterations());
}
void BM_JoinAndPartOfOther(benchmark::State& state) { JoinAndPart(state, false); }
void BM_JoinAndPartOfRegistered(benchmark::State& state) { JoinAndPart(state, true); }
BENCHMARK(BM_JoinAndPartOfOther);
BENCHMARK(BM_JoinAndPartOfRegistered);

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
