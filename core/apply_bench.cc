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
