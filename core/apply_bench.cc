// How many lines per second the core applies, rendering included.
#include <benchmark/benchmark.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "core/server.h"

namespace irc {
namespace {

// A server with `members` registered users in one channel, session ids from 1.
class Room {
 public:
  explicit Room(int members, int variants = 1) : server_(Config(), absl::UnixEpoch()) {
    constexpr absl::string_view kCapabilities[] = {"server-time", "message-tags", "echo-message"};
    for (int i = 1; i <= members; ++i) {
      const SessionId id{static_cast<uint64_t>(i)};
      Apply(Connected{id, {.ip = "127.0.0.1", .host = "localhost", .cloak = "cloak"}});
      for (int bit = 0; bit < 3; ++bit) {
        if (((i % variants) >> bit & 1) != 0) Say(id, absl::StrCat("CAP REQ :", kCapabilities[bit]));
      }
      Say(id, "CAP END");
      Say(id, absl::StrCat("NICK user", i));
      Say(id, "USER user 0 * :Some User");
      Say(id, "JOIN #channel");
    }
  }

  void Say(SessionId id, std::string line) { Apply(Received{id, std::move(line)}); }
  void Apply(const Event& event) { server_.Apply({++seq_, absl::UnixEpoch()}, event, output_); }
  const Output& output() const { return output_; }

 private:
  Server server_;
  Output output_;
  uint64_t seq_ = 0;
};

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

// Recipients per second of one message to a large channel whose members have so many different
// sets of capabilities.
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
