// The cost of one turn with N idle clients and an active one: it shows when kAuto should change.
#include <sys/resource.h>
#include <sys/socket.h>

#include <array>
#include <memory>
#include <vector>

#include "absl/time/time.h"
#include "benchmark/benchmark.h"
#include "net/io/fd.h"
#include "net/io/poller.h"

namespace irc {
namespace {

void OneSpeaks(benchmark::State& state, PollerKind kind) {
  rlimit limit = {};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  const std::unique_ptr<Poller> poller = MakePoller(kind);
  std::vector<Fd> fds;
  std::array<int, 2> pair = {-1, -1};
  for (int i = 0; i < state.range(0); ++i) {
    // One end of each pair is watched. All of 500 pairs have numbers below FD_SETSIZE.
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()) != 0) return;
    fds.emplace_back(pair[0]);
    fds.emplace_back(pair[1]);
    if (!poller->Add(pair[0], {.read = true}, i)) return state.SkipWithError("too many");
  }
  ::send(fds[fds.size() / 4 * 2 + 1].get(), "x", 1, 0);
  std::vector<Ready> ready;
  for (auto _ : state) poller->Wait(absl::ZeroDuration(), ready);
}

BENCHMARK_CAPTURE(OneSpeaks, select, PollerKind::kSelect)->RangeMultiplier(2)->Range(4, 500);
BENCHMARK_CAPTURE(OneSpeaks, epoll, PollerKind::kEpoll)->RangeMultiplier(2)->Range(4, 500);

}  // namespace
}  // namespace irc
