// The number of allocations for a message does not depend on the number of recipients: in the
// steady state a delivery allocates nothing, neither in the core nor in the shell.
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/testing/test_shell.h"

namespace {

size_t allocations = 0;

}  // namespace

void* operator new(size_t size) {
  ++allocations;
  void* const memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace irc {
namespace {

using Client = TestShell::Client;

// The number of allocations in the turn in which a channel with `members` members gets a message.
size_t AllocationsFor(PollerKind poller, int members) {
  ShellOptions options;
  options.config.shell.flood_burst = options.config.shell.flood_per_second = 1'000'000;
  options.config.shell.log_level = "warning";
  TestShell net(poller, std::move(options));
  Client& speaker = net.Register("speaker");
  speaker.Line("JOIN #c");
  std::vector<Client*> others;
  for (int i = 1; i < members; ++i) {
    others.push_back(&net.Register(absl::StrCat("member", i)));
    others.back()->Line("JOIN #c");
  }
  // After this many messages the history and the buffers for a turn's lines have their final size.
  constexpr int kUntilSteady = 300;
  size_t last = 0;
  for (int i = 0; i < kUntilSteady; ++i) {
    EXPECT_TRUE(net.Settle());
    speaker.Line("PRIVMSG #c :the quick brown fox jumps over the lazy dog");
    const size_t before = allocations;
    net.Turn();
    last = allocations - before;
  }
  EXPECT_TRUE(net.Settle());
  for (Client* other : others) {
    const std::vector<std::string> lines = other->TakeLines();
    EXPECT_GE(lines.size(), size_t{kUntilSteady});
  }
  return last;
}

TEST(Allocations, AreAsManyForTenAsForAHundred) {
  for (const PollerKind poller : {PollerKind::kSelect, PollerKind::kEpoll}) {
    const size_t for_ten = AllocationsFor(poller, 10);
    EXPECT_GT(for_ten, 0u) << "a message that is kept in the history takes memory";
    EXPECT_EQ(AllocationsFor(poller, 100), for_ten) << PollerKindName(poller);
  }
}

}  // namespace
}  // namespace irc
