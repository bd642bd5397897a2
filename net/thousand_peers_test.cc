// A thousand clients that do not read: they are closed, in bounded memory, and the others miss
// nothing.
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/io/listener.h"
#include "net/testing/hostile_fixture.h"

namespace irc {
namespace {

using ::testing::HasSubstr;

// A thousand clients need more descriptors than select() knows.
class ThousandPeersTest : public HostileFixture {
 protected:
  static constexpr int kDeaf = 1000;
  static constexpr size_t kSendBytes = 16 << 10;

  void SetUp() override {
    rlimit limit = {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ListenOn({"127.0.0.1:0"});
    Listener quiet = std::move(options_.listeners.front());
    ListenOn({"127.0.0.1:0"});
    options_.listeners.push_back(std::move(quiet));
    // Connections of the second listener get a small send buffer in the kernel, so that nearly all
    // unsent bytes are in the server's send queues.
    const int bytes = 4096;
    ::setsockopt(options_.listeners[1].fd.get(), SOL_SOCKET, SO_SNDBUF, &bytes, sizeof(bytes));
    options_.config.shell.send_bytes = kSendBytes;
    options_.config.shell.ping_interval_seconds = 86'400;
  }
  void JoinDeaf() {
    for (int i = 0; i < kDeaf; ++i) {
      TestClient& client =
          deaf_.emplace_back("127.0.0.1", net().shell().inside().listeners[1].port);
      client.TakeLittleRoom();
      client.Send(absl::StrCat("NICK deaf", i, "\r\nUSER d 0 * :d\r\nJOIN #c\r\n"));
      if (i % 10 != 9) continue;
      ASSERT_TRUE(net().Settle());
      for (TestClient& each : deaf_) each.Pump();
    }
    const auto all_in = [&] {
      return net().shell().inside().sequencer.server().totals().users == kDeaf + 2;
    };
    for (int i = 0; i < 10'000 && !all_in(); ++i) {
      net().Turn();
      for (TestClient& each : deaf_) each.Pump();
    }
    ASSERT_TRUE(all_in());
    ASSERT_TRUE(net().Settle());
  }
  // The bytes in the send queues of all deaf clients, and the largest send queue of one of them.
  std::pair<size_t, size_t> Waiting() {
    size_t sum = 0, most = 0;
    for (uint64_t id = 3; id < 3 + kDeaf; ++id) {
      const Connection* connection = net().shell().inside().clients.Find({id});
      if (connection == nullptr) continue;
      sum += connection->queue.bytes();
      most = std::max(most, connection->queue.bytes());
    }
    return {sum, most};
  }

  std::deque<TestClient> deaf_;
};

INSTANTIATE_TEST_SUITE_P(Pollers, ThousandPeersTest, ::testing::Values(PollerKind::kEpoll),
                         NameOfPoller);

TEST_P(ThousandPeersTest, WhoDoNotReadAreDroppedAndNobodyElseNotices) {
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  alice.Line("JOIN #c");
  bob.Line("JOIN #c");
  JoinDeaf();
  alice.Take();
  bob.Take();
  const size_t allocated = Allocated();
  std::vector<std::string> heard;
  int said = 0;
  size_t most_waiting = 0;
  while (said < 1000 && ended(EndReason::kSendQueue) < kDeaf) {
    alice.Line(absl::StrCat("PRIVMSG #c :", said++, " ", std::string(400, 'x')));
    ASSERT_TRUE(net().Settle());
    for (std::string& line : bob.TakeLines()) heard.push_back(std::move(line));
    const auto [sum, most] = Waiting();
    most_waiting = std::max(most_waiting, sum);
    ASSERT_LE(most, kSendBytes);
    // The capacity of a growing buffer may be twice its size.
    ASSERT_LE(Allocated(), allocated + kDeaf * (2 * kSendBytes + 1024)) << said;
  }
  EXPECT_EQ(ended(EndReason::kSendQueue), static_cast<uint64_t>(kDeaf));
  EXPECT_GT(most_waiting, kDeaf * kSendBytes / 2) << "or the test has shown nothing";

  // Bob has received every message in order, and a QUIT for each deaf client, even when all of them
  // quit at the same time.
  const auto quits = [](const std::string& line) {
    return absl::EndsWith(line, " QUIT :SendQ exceeded");
  };
  EXPECT_EQ(std::count_if(heard.begin(), heard.end(), quits), kDeaf);
  heard.erase(std::remove_if(heard.begin(), heard.end(), quits), heard.end());
  ASSERT_EQ(heard.size(), static_cast<size_t>(said));
  for (int i = 0; i < said; ++i) {
    EXPECT_THAT(heard[static_cast<size_t>(i)], HasSubstr(absl::StrCat(" PRIVMSG #c :", i, " x")));
  }
  net().Advance(absl::Seconds(3));
  EXPECT_EQ(net().shell().inside().connections, 2u) << "nobody waits for them to read the goodbye";
}

}  // namespace
}  // namespace irc
