// The number of recipients per second that one message reaches.
#include <benchmark/benchmark.h>

#include "core/testing/room.h"

namespace irc {
namespace {

// Recipients per second of one message to a large channel. The argument is the number of different
// sets of capabilities among the members.
void BM_Broadcast(benchmark::State& state) {
  constexpr int kMembers = 10000;
  Room room(kMembers, static_cast<int>(state.range(0)));
  const Event line = Received{{1}, "PRIVMSG #channel :Hello everybody, how are you all today?"};
  for (auto _ : state) room.Apply(line);
  state.counters["lines"] = static_cast<double>(room.output().sends.size());
  state.SetItemsProcessed(state.iterations() * (kMembers - 1));
}
BENCHMARK(BM_Broadcast)->Arg(1)->Arg(8);

}  // namespace
}  // namespace irc
