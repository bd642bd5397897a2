// An allocation that fails costs a client at most. operator new is replaced, so that a test chooses
// the one that fails.
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/io/memory_guard.h"
#include "net/testing/test_shell.h"

namespace {

size_t fails_after = 0;       // so many allocations from now one fails; 0: none
size_t fails_from_bytes = 0;  // each allocation of this size or more fails; 0: none

bool Fails(size_t size) {
  if (fails_from_bytes > 0 && size >= fails_from_bytes) return true;
  return fails_after > 0 && --fails_after == 0;
}

}  // namespace

void* operator new(size_t size) {
  while (true) {
    if (!Fails(size)) {
      if (void* const memory = std::malloc(size)) return memory;
    }
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace irc {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

using Client = TestShell::Client;

class ShellMemoryTest : public ::testing::Test {
 protected:
  ShellMemoryTest() { MemoryGuard::Install(); }
  ~ShellMemoryTest() override {
    fails_after = fails_from_bytes = 0;
    MemoryGuard::Remove();
  }

  static uint64_t Ended(TestShell& net, EndReason why) {
    return net.shell().metrics().ended[static_cast<size_t>(why)].Get();
  }

  static void ExpectAnswer(TestShell& net, Client& client) {
    client.Line("PING x");
    ASSERT_TRUE(net.Settle());
    EXPECT_THAT(client.TakeLines(), Contains(HasSubstr("PONG")));
    net.shell().inside().sequencer.server().CheckInvariants();
  }
};

// Whichever allocation of a turn fails: the core is whole, and others notice nothing.
TEST_F(ShellMemoryTest, AnyAllocationOfATurnMayFail) {
  size_t left = 0, short_of_memory = 0;
  bool ends = false;
  for (size_t n = 1; !ends && n < 1000; ++n) {
    TestShell net(PollerKind::kEpoll);
    Client& alice = net.Register("alice");
    Client& bob = net.Register("bob");
    for (Client* client : {&alice, &bob}) client->Line("JOIN #c");
    ASSERT_TRUE(net.Settle());
    alice.Line(absl::StrCat("PRIVMSG #c :", std::string(300, 'x')));
    alice.Line("JOIN #d");
    fails_after = n;
    for (int i = 0; i < 3; ++i) net.Turn();
    ends = fails_after > 0;  // the turns have fewer allocations
    fails_after = 0;
    ASSERT_TRUE(net.Settle());
    left += Ended(net, EndReason::kNoMemory);
    EXPECT_LE(net.shell().inside().connections, 2u);
    if (net.log_text().find("the memory is short") != std::string::npos) ++short_of_memory;
    ExpectAnswer(net, bob);
    if (Ended(net, EndReason::kNoMemory) == 0) ExpectAnswer(net, alice);
  }
  EXPECT_TRUE(ends);
  EXPECT_GT(left, 0u) << "in a client's cause";
  EXPECT_GT(short_of_memory, 10u) << "everywhere else";
}

TEST_F(ShellMemoryTest, AQueueThatGetsNoMemoryCostsItsClient) {
  ShellOptions options;
  options.config.shell.flood_burst = 1'000'000;
  TestShell net(PollerKind::kEpoll, std::move(options));
  Client& alice = net.Register("alice");
  Client& bob = net.Register("bob");
  bob.Pause(true);
  const std::string text = absl::StrCat("PRIVMSG bob :", std::string(400, 'x'));
  fails_from_bytes = 300'000;  // above what the buffers of the shell and the test need
  for (int i = 0; i < 100'000 && Ended(net, EndReason::kNoMemory) == 0; ++i) {
    for (int j = 0; j < 20; ++j) alice.Line(text);
    ASSERT_TRUE(net.Settle());
  }
  fails_from_bytes = 0;
  EXPECT_EQ(Ended(net, EndReason::kNoMemory), 1u);
  EXPECT_THAT(net.log_text(), HasSubstr("reason=no_memory"));
  ExpectAnswer(net, alice);
}

TEST_F(ShellMemoryTest, WhenMemoryIsShortTheLongestQueuesAreDropped) {
  ShellOptions options;
  options.config.shell.flood_burst = 1'000'000;
  TestShell net(PollerKind::kEpoll, std::move(options));
  Client& alice = net.Register("alice");
  Client& bob = net.Register("bob");
  bob.Pause(true);
  const std::string text = absl::StrCat("PRIVMSG bob :", std::string(400, 'x'));
  const auto queue_of_bob = [&] {
    return net.shell().inside().clients.Find(bob.session)->queue.bytes();
  };
  for (int i = 0; i < 100'000 && queue_of_bob() < 10'000; ++i) {
    for (int j = 0; j < 20; ++j) alice.Line(text);
    ASSERT_TRUE(net.Settle());
  }
  net.Register("carol");
  alice.Line("JOIN #d");
  fails_after = 3;
  for (int i = 0; i < 3; ++i) net.Turn();
  ASSERT_EQ(fails_after, 0u);
  ASSERT_TRUE(net.Settle());
  EXPECT_THAT(net.log_text(), HasSubstr("the memory is short send_queue_bytes="));
  EXPECT_EQ(Ended(net, EndReason::kSendQueues), 1u);
  ExpectAnswer(net, alice);
}

// Many stopped readers, none of them over its own limit.
TEST_F(ShellMemoryTest, AllQueuesTogetherAreBounded) {
  ShellOptions options;
  options.config.shell.flood_burst = options.config.shell.flood_per_second = 1'000'000;
  options.config.shell.send_bytes_together = 1 << 20;
  options.config.shell.connections_per_address = 100;
  options.config.shell.throttle_count = 100;
  TestShell net(PollerKind::kEpoll, std::move(options));
  Client& alice = net.Register("alice");
  Client& carol = net.Register("carol");
  std::vector<Client*> stopped;
  for (int i = 0; i < 6; ++i) stopped.push_back(&net.Register(absl::StrCat("stopped", i)));
  for (Client* client : stopped) client->Line("JOIN #c");
  for (Client* client : {&alice, &carol}) client->Line("JOIN #c");
  ASSERT_TRUE(net.Settle());
  for (Client* client : stopped) client->Pause(true);
  const std::string text = absl::StrCat("PRIVMSG #c :", std::string(400, 'x'));
  size_t sent = 0, most = 0;
  for (; sent < 400'000 && Ended(net, EndReason::kSendQueues) == 0; sent += 20) {
    for (int j = 0; j < 20; ++j) alice.Line(text);
    ASSERT_TRUE(net.Settle());
    size_t together = 0;
    net.shell().inside().clients.table().ForEach(
        [&](const Connection& connection) { together += connection.queue.heap_bytes(); });
    most = std::max(most, together);
  }
  EXPECT_GE(Ended(net, EndReason::kSendQueues), 1u);
  EXPECT_LT(Ended(net, EndReason::kSendQueues), stopped.size()) << "the longest, not all";
  EXPECT_EQ(Ended(net, EndReason::kSendQueue), 0u) << "none was too long for itself";
  EXPECT_LE(most, 1u << 20);
  EXPECT_GT(most, 1u << 18);
  EXPECT_GE(carol.TakeLines().size(), sent) << "who reads misses nothing";
  ExpectAnswer(net, alice);
}

}  // namespace
}  // namespace irc
