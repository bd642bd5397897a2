// What clients that do not read may have in their queues, alone and together.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/client/outgoing.h"
#include "net/testing/outgoing_fixture.h"

namespace irc {
namespace {

class OverflowTest : public OutgoingTest {
 protected:
  // A client whose socket is full in the middle of a line, and whose queue is near the limit.
  Client& ConnectFull() {
    outgoing_.SetQueueLimits(kBig + 1000, kTogether);
    Client& client = Connect(/*small_buffer=*/true);
    SendTo(client, begun_);
    EXPECT_EQ(Flush(), Results{"interest 1"});
    received_ = client.Take();  // the poller has not reported the room yet
    return client;
  }

  std::vector<std::string> Overflow(Client& client) {
    SendTo(client, LineOf(kBig, 'b'));
    SendTo(client, LineOf(kBig, 'c'));
    return TakeOverflowed();
  }

  const std::string begun_ = LineOf(kBig, 'a');
  std::string received_;
};

TEST_F(OverflowTest, IsReportedOnce) {
  Client& client = ConnectFull();
  EXPECT_EQ(Overflow(client), Results{"1 send_queue"});
  EXPECT_TRUE(client.connection->leaving);
  SendTo(client, LineOf(kBig, 'd'));
  EXPECT_TRUE(TakeOverflowed().empty());
}

TEST_F(OverflowTest, DropsAllLinesButTheBegunOne) {
  Client& client = ConnectFull();
  const size_t rest = client.connection->queue.bytes();
  Overflow(client);
  EXPECT_EQ(client.connection->queue.bytes(), rest);
  SendTo(client, "dropped\r\n");
  EXPECT_EQ(client.connection->queue.bytes(), rest) << "nothing is queued for a leaving client";
  EXPECT_EQ(client.connection->sent_lines, 2u);

  client.connection->leaving = false;  // the core has been told, and says goodbye
  SendTo(client, "ERROR :SendQ exceeded\r\n");
  Results results;
  received_ += Drain(client, results);
  EXPECT_EQ(received_, absl::StrCat(begun_, "ERROR :SendQ exceeded\r\n"));
}

TEST_F(OverflowTest, IsNoneForAClosedConnection) {
  Client& client = ConnectFull();
  client.connection->Advance(Happening::kCoreClosed);
  EXPECT_TRUE(Overflow(client).empty()) << "the core does not know it any more";
}

TEST_F(OverflowTest, EndsNothingWhenTheQueueIsExactlyFull) {
  Client& client = ConnectFull();
  SendTo(client, LineOf(kBig + 1000 - client.connection->queue.bytes(), 'b'));
  EXPECT_TRUE(TakeOverflowed().empty());
  SendTo(client, "\n");
  EXPECT_EQ(TakeOverflowed().size(), 1u);
}

// The poller has not reported the room yet that the client has made by reading.
TEST_F(OverflowTest, TheSocketIsTriedBeforeAClientLeaves) {
  constexpr size_t kLimit = kBig + 1000;
  outgoing_.SetQueueLimits(kLimit, kTogether);
  Client& client = Connect(/*small_buffer=*/true);
  SendTo(client, begun_);
  EXPECT_TRUE(client.connection->hold.behind) << "a part was written, and more than half is left";
  EXPECT_FALSE(client.connection->interest.write);
  EXPECT_NE(client.Take(), "");
  SendTo(client, LineOf(kLimit + 1 - client.connection->queue.bytes(), 'b'));
  EXPECT_TRUE(TakeOverflowed().empty());
  EXPECT_LT(client.connection->queue.bytes(), kLimit);
}

TEST_F(OutgoingTest, HalfOfTheBoundIsNotBehind) {
  Client& client = Connect(/*small_buffer=*/true);
  SendTo(client, LineOf(kBig, 'a'));
  Flush();
  outgoing_.SetQueueLimits(2 * (client.connection->queue.bytes() + 10), kTogether);
  SendTo(client, LineOf(10, 'b'));
  EXPECT_FALSE(client.connection->hold.behind);
  SendTo(client, "\n");
  EXPECT_TRUE(client.connection->hold.behind);
}

TEST_F(OverflowTest, WhoReadsHalfHasCaughtUp) {
  Client& client = ConnectFull();
  ASSERT_TRUE(client.connection->hold.behind);
  Results results;
  while (client.connection->hold.behind) {
    outgoing_.WantWrite(*client.connection);
    for (std::string& result : Flush()) results.push_back(std::move(result));
    client.Take();
  }
  EXPECT_EQ(results, Results{"caught_up 1"});
  EXPECT_TRUE(client.connection->has_unsent()) << "the other half";
}

// Clients that do not read, with a queue of each.
class TogetherTest : public OutgoingTest {
 protected:
  void ConnectFull(std::vector<size_t> bytes) {
    for (size_t size : bytes) {
      Client& client = Connect(/*small_buffer=*/true);
      SendTo(client, LineOf(kBig, 'a'));
      Flush();
      EXPECT_TRUE(client.connection->interest.write);
      SendTo(client, LineOf(size, 'b'));
    }
  }
  size_t Held() const {
    size_t held = 0;
    for (const Client& client : clients_) held += client.connection->queue.heap_bytes();
    return held;
  }
};

TEST_F(TogetherTest, WhatAllHoldIsCounted) {
  ConnectFull({1000, 300'000, 5000});
  EXPECT_GT(outgoing_.held_bytes(), 306'000u);
  EXPECT_EQ(outgoing_.held_bytes(), Held());
  Results results;
  for (Client& client : clients_) Drain(client, results);
  EXPECT_EQ(Held(), 0u);
  EXPECT_EQ(outgoing_.held_bytes(), 0u);
}

TEST_F(TogetherTest, WhoIsGoneHoldsNothing) {
  ConnectFull({300'000, 5000});
  Connection& connection = *clients_[0].connection;
  const size_t bytes = connection.queue.heap_bytes();
  const size_t before = outgoing_.held_bytes();
  outgoing_.Forget(connection.id);
  EXPECT_EQ(outgoing_.held_bytes(), before - bytes);
}

TEST_F(TogetherTest, TheLongestGoFirst) {
  ConnectFull({400'000, 200'000, 300'000, 100'000});
  EXPECT_EQ(TakeOverflowed(), Results{});
  outgoing_.SetQueueLimits(1 << 20, outgoing_.held_bytes());
  EXPECT_EQ(TakeOverflowed(), Results{}) << "the bound itself is allowed";
  outgoing_.SetQueueLimits(1 << 20, 1'000'000);
  EXPECT_EQ(TakeOverflowed(), (Results{"1 send_queues", "3 send_queues"}));
  EXPECT_TRUE(clients_[0].connection->leaving);
  EXPECT_FALSE(clients_[1].connection->leaving);
  EXPECT_LE(outgoing_.held_bytes(), 750'000u) << "with room for some time";
  EXPECT_EQ(outgoing_.held_bytes(), Held());
  EXPECT_EQ(TakeOverflowed(), Results{});
}

TEST_F(TogetherTest, WhoIsLeavingIsReportedOnce) {
  ConnectFull({400'000, 200'000});
  outgoing_.SetQueueLimits(1 << 20, 1);
  EXPECT_EQ(TakeOverflowed(), (Results{"1 send_queues", "2 send_queues"}));
  EXPECT_GT(outgoing_.held_bytes(), 1u) << "the lines that have begun";
  EXPECT_EQ(TakeOverflowed(), Results{});
}

TEST_F(TogetherTest, AClosedConnectionGivesItsQueueUp) {
  ConnectFull({400'000, 200'000});
  clients_[0].connection->Advance(Happening::kCoreClosed);
  outgoing_.SetQueueLimits(1 << 20, 500'000);
  EXPECT_EQ(TakeOverflowed(), Results{}) << "the core does not know it any more";
  EXPECT_FALSE(clients_[0].connection->has_unsent());
  EXPECT_EQ(Flush(), (Results{"interest 1", "done 1"}));
}

TEST_F(TogetherTest, HalfOfItCanBeShed) {
  ConnectFull({100'000, 800'000, 100'000});
  outgoing_.ShedHalf(table_);
  EXPECT_EQ(TakeOverflowed(), Results{"2 send_queues"});
}

TEST_F(OutgoingTest, ALongQueueThatIsReadGivesMemoryBack) {
  Client& client = Connect(/*small_buffer=*/true);
  SendTo(client, LineOf(kBig, 'a'));
  Flush();
  for (int i = 0; i < 9; ++i) SendTo(client, LineOf(100'000, 'b'));
  const size_t most = client.connection->queue.heap_bytes();
  while (client.connection->queue.bytes() > 50'000) {
    client.Take();
    outgoing_.WantWrite(*client.connection);
    Flush();
  }
  ASSERT_GT(client.connection->queue.bytes(), 0u);
  EXPECT_LT(client.connection->queue.heap_bytes(), most / 4);
}

}  // namespace
}  // namespace irc
