// Lines on their way to socket pairs.
#include "net/client/outgoing.h"

#include <cerrno>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/testing/socket_pair.h"

namespace irc {
namespace {

using Kind = Outgoing::Written::Kind;

// Counts the writes.
class CountingBatch : public PlainIoBatch {
 public:
  void Run() override {
    writes += size();
    PlainIoBatch::Run();
  }

  size_t writes = 0;
};

constexpr size_t kTogether = 64 << 20;

class OutgoingTest : public ::testing::Test {
 protected:
  OutgoingTest() { outgoing_.SetQueueLimits(1 << 20, kTogether); }

  // A client with its connection.
  struct Client {
    SocketPair pair;
    Connection* connection = nullptr;

    std::string Take() { return pair.Take(); }
  };
  Client& Connect(bool small_buffer = false) {
    Client& client = clients_.emplace_back();
    if (small_buffer) client.pair.ShrinkSendBuffer();
    client.connection = &table_.Add({clients_.size()});
    client.connection->fd = std::move(client.pair.server);
    client.connection->interest.read = true;
    client.connection->Advance(Happening::kEntered);
    return client;
  }

  // Each as "session reason".
  std::vector<std::string> TakeOverflowed() {
    std::vector<std::string> texts;
    for (const Outgoing::Overflowed& one : outgoing_.TakeOverflowed(table_)) {
      texts.push_back(absl::StrCat(one.session.value, " ", WordOf(one.why)));
    }
    return texts;
  }

  void SendTo(Client& client, absl::string_view line) {
    outgoing_.Add(line, false);
    outgoing_.Enqueue(*client.connection);
  }

  // Each result as "kind session", the error with its number.
  std::vector<std::string> Flush() {
    std::vector<Outgoing::Written> written;
    outgoing_.Flush(table_, written);
    std::vector<std::string> texts;
    for (const Outgoing::Written& one : written) {
      const absl::string_view kind = one.kind == Kind::kInterest   ? "interest"
                                     : one.kind == Kind::kDone     ? "done"
                                     : one.kind == Kind::kDrained  ? "drained"
                                     : one.kind == Kind::kCaughtUp ? "caught_up"
                                                                   : "error";
      texts.push_back(absl::StrCat(kind, " ", one.session.value,
                                   one.error != 0 ? absl::StrCat(" ", one.error) : ""));
    }
    return texts;
  }

  // Reads and writes alternately, as the poller reports room, until nothing is left. Returns the
  // bytes that the client has received, and appends the results of all writes to `results`.
  std::string Drain(Client& client, std::vector<std::string>& results) {
    std::string received = client.Take();
    while (client.connection->has_unsent()) {
      outgoing_.WantWrite(*client.connection);
      for (std::string& result : Flush()) results.push_back(std::move(result));
      const std::string more = client.Take();
      if (more.empty()) break;
      received += more;
    }
    return received;
  }

  // A line of this size, with its ending. `mark` is its first character.
  static std::string LineOf(size_t bytes, char mark) {
    return absl::StrCat(std::string(bytes - 2, mark), "\r\n");
  }

  // More than the send buffer of a client with a small buffer takes.
  static constexpr size_t kBig = 100'000;

  using Results = std::vector<std::string>;

  CountingBatch batch_;
  ConnectionTable table_;
  Outgoing outgoing_{batch_};
  std::deque<Client> clients_;
};

TEST_F(OutgoingTest, ALineForManyIsWrittenToEachOnceAndInOrder) {
  for (int i = 0; i < 3; ++i) Connect();
  outgoing_.Add("first\r\n", true);
  for (Client& client : clients_) outgoing_.Enqueue(*client.connection);
  SendTo(clients_[1], "alone\r\n");
  outgoing_.Add("last\r\n", true);
  for (Client& client : clients_) outgoing_.Enqueue(*client.connection);
  EXPECT_EQ(clients_[0].Take(), "") << "nothing is written before the end of the turn";
  EXPECT_EQ(outgoing_.waiting(), 3u);

  EXPECT_EQ(Flush(), Results{});
  EXPECT_EQ(clients_[0].Take(), "first\r\nlast\r\n");
  EXPECT_EQ(clients_[1].Take(), "first\r\nalone\r\nlast\r\n");
  EXPECT_EQ(clients_[2].Take(), "first\r\nlast\r\n");
  EXPECT_EQ(batch_.writes, 3u);
  EXPECT_EQ(outgoing_.waiting(), 0u);
  EXPECT_EQ(outgoing_.TakeSentBytes(), 3 * 13u + 7);
  EXPECT_EQ(clients_[1].connection->sent_lines, 3u);
  EXPECT_EQ(clients_[1].connection->sent_bytes, 20u);

  EXPECT_EQ(Flush(), Results{});
  EXPECT_EQ(clients_[0].Take(), "") << "a line is written once";
}

TEST_F(OutgoingTest, MoreClientsThanABatchHasRoomForAreAllWrittenTo) {
  for (size_t i = 0; i < IoBatch::kSocketsMax + 10; ++i) Connect();
  outgoing_.Add("all\r\n", true);
  for (Client& client : clients_) outgoing_.Enqueue(*client.connection);
  EXPECT_EQ(Flush(), Results{});
  for (Client& client : clients_) EXPECT_EQ(client.Take(), "all\r\n");
}

TEST_F(OutgoingTest, AFullSocketIsNotWrittenToBeforeItHasRoom) {
  Client& client = Connect(/*small_buffer=*/true);
  const std::string big = LineOf(kBig, 'a');
  SendTo(client, big);
  EXPECT_EQ(Flush(), Results{"interest 1"});
  EXPECT_TRUE(client.connection->interest.write);
  EXPECT_TRUE(client.connection->has_unsent());

  const size_t writes = batch_.writes;
  SendTo(client, "later\r\n");
  outgoing_.QueueWrite(*client.connection);
  EXPECT_EQ(outgoing_.waiting(), 0u);
  EXPECT_EQ(Flush(), Results{});
  EXPECT_EQ(batch_.writes, writes);

  Results results;
  EXPECT_EQ(Drain(client, results), absl::StrCat(big, "later\r\n"));
  EXPECT_EQ(results, Results{"interest 1"}) << "once, when nothing waits any more";
  EXPECT_FALSE(client.connection->interest.write);
}

// A client that reads is not dropped, however much one turn has for it.
TEST_F(OutgoingTest, ABigTurnIsNoOverflowWhileTheSocketHasRoom) {
  outgoing_.SetQueueLimits(1000, kTogether);
  Client& client = Connect();
  std::string all;
  for (int i = 0; i < 50; ++i) {
    const std::string line = LineOf(200, static_cast<char>('0' + i));
    SendTo(client, line);
    all += line;
  }
  EXPECT_TRUE(TakeOverflowed().empty());
  EXPECT_EQ(Flush(), Results{});
  EXPECT_EQ(client.Take(), all);
  EXPECT_EQ(outgoing_.TakeSentBytes(), all.size());
}

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

TEST_F(OutgoingTest, ABrokenSocketIsAnError) {
  Client& client = Connect();
  Client& other = Connect();
  client.pair.Close();
  outgoing_.Add("all\r\n", true);
  outgoing_.Enqueue(*client.connection);
  outgoing_.Enqueue(*other.connection);
  EXPECT_EQ(Flush(), Results{absl::StrCat("error 1 ", EPIPE)});
  EXPECT_EQ(other.Take(), "all\r\n");
}

TEST_F(OutgoingTest, ALostConnectionIsQueuedNothing) {
  Client& client = Connect();
  client.connection->Abandon();
  SendTo(client, "line\r\n");
  EXPECT_EQ(outgoing_.waiting(), 0u);
  EXPECT_FALSE(client.connection->has_unsent());
}

TEST_F(OutgoingTest, AClosedConnectionWithAnEmptyQueueIsDone) {
  Client& open = Connect();
  Client& closed = Connect();
  closed.connection->Advance(Happening::kCoreClosed);
  outgoing_.QueueWrite(*open.connection);
  outgoing_.QueueWrite(*closed.connection);
  EXPECT_EQ(Flush(), Results{"done 2"});
  EXPECT_EQ(batch_.writes, 0u);
}

TEST_F(OutgoingTest, AClosedConnectionIsDoneWhenAllIsWritten) {
  Client& client = Connect(/*small_buffer=*/true);
  const std::string big = LineOf(kBig, 'a');
  SendTo(client, big);
  client.connection->Advance(Happening::kCoreClosed);
  EXPECT_EQ(Flush(), Results{"interest 1"});
  Results results;
  EXPECT_EQ(Drain(client, results), big);
  EXPECT_EQ(results, (Results{"interest 1", "done 1"}));
}

TEST_F(OutgoingTest, OnlyAnOpenConnectionGetsTheRestOfAnAnswer) {
  Client& open = Connect();
  Client& closed = Connect();
  for (Client& client : clients_) {
    client.connection->hold.unfinished = true;
    SendTo(client, "a piece\r\n");
  }
  closed.connection->Advance(Happening::kCoreClosed);
  EXPECT_EQ(Flush(), (Results{"drained 1", "done 2"}));
  EXPECT_EQ(open.Take(), "a piece\r\n");
}

TEST_F(OutgoingTest, AConnectionThatIsGoneIsSkipped) {
  Client& gone = Connect();
  Client& other = Connect();
  outgoing_.Add("all\r\n", true);
  outgoing_.Enqueue(*gone.connection);
  outgoing_.Enqueue(*other.connection);
  table_.Remove(*gone.connection);
  EXPECT_EQ(Flush(), Results{});
  EXPECT_EQ(gone.Take(), "");
  EXPECT_EQ(other.Take(), "all\r\n");
}

}  // namespace
}  // namespace irc
