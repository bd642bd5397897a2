// The lines of a turn, the one write to each client, and its results.
#include "net/client/outgoing.h"

#include <cerrno>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/testing/outgoing_fixture.h"

namespace irc {
namespace {

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

TEST_F(OutgoingTest, AClosedWebSocketEndsWithItsCloseFrame) {
  Client& client = Connect();
  client.connection->SetLayers(nullptr, std::make_unique<WebSocket>(WebSocket::Frames::kText));
  SendTo(client, "bye\r\n");
  client.connection->Advance(Happening::kCoreClosed);
  EXPECT_EQ(Flush(), Results{"done 1"});
  const std::string frames = client.Take();
  EXPECT_EQ(frames.substr(0, 5),
            "\x81\x03"
            "bye");
  EXPECT_EQ(frames.substr(5, 1), "\x88");
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
