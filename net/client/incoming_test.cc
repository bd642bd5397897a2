// Bytes from socket pairs on their way to lines.
#include "net/client/incoming.h"

#include <cerrno>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "net/testing/socket_pair.h"

namespace irc {
namespace {

using Kind = Incoming::Input::Kind;
using Results = std::vector<std::string>;

const absl::Time kNow = absl::FromUnixSeconds(1'767'225'600);

class IncomingTest : public ::testing::Test {
 protected:
  // A client with its connection.
  struct Client {
    SocketPair pair;
    Connection* connection = nullptr;
  };
  Client& Connect() {
    Client& client = clients_.emplace_back();
    client.connection = &table_.Add({clients_.size()});
    client.connection->fd = std::move(client.pair.server);
    client.connection->Advance(Happening::kEntered);
    return client;
  }

  // Reads from the connections that QueueRead has named. Each result as "kind session", the error
  // with its number.
  Results Read() {
    Results texts;
    std::vector<Incoming::Input> inputs;
    while (incoming_.ReadBatch(table_, kNow, inputs)) {
      for (const Incoming::Input& input : inputs) {
        const absl::string_view kind = input.kind == Kind::kBytes ? "bytes"
                                       : input.kind == Kind::kEnd ? "end"
                                                                  : "error";
        texts.push_back(absl::StrCat(kind, " ", input.session.value,
                                     input.error != 0 ? absl::StrCat(" ", input.error) : ""));
      }
    }
    return texts;
  }

  // The poller reports the connection, and it is read.
  Results Read(Client& client) {
    incoming_.QueueRead(*client.connection);
    return Read();
  }

  // The next turn reads the rest, which no poller reports.
  Results ReadUnread() {
    for (SessionId session : incoming_.TakeUnread()) {
      Connection* connection = table_.Find(session);
      connection->has_input = false;
      incoming_.QueueRead(*connection);
    }
    return Read();
  }

  // The next line at this time; "none" when there is none now.
  std::string Line(Client& client, absl::Time now = kNow) {
    Incoming::Line* line = incoming_.NextLine(*client.connection, flood_, now);
    return line == nullptr ? "none" : line->text;
  }

  // Many lines of 100 bytes.
  static std::string LinesOf(size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += absl::StrCat(std::string(98, 'x'), "\r\n");
    return text;
  }

  FloodLimits flood_ = {.ordinary = {.burst = 1000, .per_second = 1000}, .opening = 0};
  PlainIoBatch batch_;
  ConnectionTable table_;
  Incoming incoming_{batch_, {.aliases = {"Q=NickServ"}, .names = {}, .disabled = {}}};
  std::deque<Client> clients_;
};

TEST_F(IncomingTest, ATurnReadsABoundedAmountAndTheNextTheRest) {
  Client& client = Connect();
  client.pair.Send(LinesOf(40'000));
  EXPECT_EQ(Read(client), Results{"bytes 1"});
  EXPECT_EQ(client.connection->received_bytes, 16'384u);
  EXPECT_TRUE(incoming_.has_unread());
  EXPECT_EQ(ReadUnread(), Results{"bytes 1"});
  EXPECT_EQ(client.connection->received_bytes, 2 * 16'384u);
  EXPECT_EQ(ReadUnread(), Results{"bytes 1"});
  EXPECT_EQ(client.connection->received_bytes, 40'000u);
  EXPECT_FALSE(incoming_.has_unread()) << "a short read has emptied the socket";
  EXPECT_EQ(incoming_.TakeCounts().bytes, 40'000u);
  EXPECT_EQ(incoming_.TakeCounts().bytes, 0u);
}

TEST_F(IncomingTest, InACrowdEachClientIsReadLess) {
  for (int i = 0; i < 4; ++i) {
    Connect().pair.Send(LinesOf(10'000));
    incoming_.QueueRead(*clients_.back().connection);
  }
  EXPECT_EQ(Read(), (Results{"bytes 1", "bytes 2", "bytes 3", "bytes 4"}));
  for (Client& client : clients_) EXPECT_EQ(client.connection->received_bytes, 4096u);
  EXPECT_EQ(incoming_.TakeUnread().size(), 4u);
}

TEST_F(IncomingTest, MoreClientsThanABatchHasRoomForAreAllRead) {
  Results expected;
  for (int i = 1; i <= 70; ++i) {
    Connect().pair.Send(absl::StrCat("NICK a", i, "\r\n"));
    incoming_.QueueRead(*clients_.back().connection);
    expected.push_back(absl::StrCat("bytes ", i));
  }
  EXPECT_EQ(Read(), expected);
  for (int i = 1; i <= 70; ++i) EXPECT_EQ(Line(clients_[i - 1]), absl::StrCat("NICK a", i));
}

TEST_F(IncomingTest, AConnectionIsReadOnceInATurn) {
  Client& client = Connect();
  client.pair.Send(LinesOf(40'000));
  incoming_.QueueRead(*client.connection);
  EXPECT_EQ(Read(client), Results{"bytes 1"});
  EXPECT_EQ(client.connection->received_bytes, 16'384u);
}

TEST_F(IncomingTest, WithoutInputThereIsNoResult) {
  Client& client = Connect();
  EXPECT_EQ(Read(client), Results{});
  client.pair.Send("NICK a\r\n");
  EXPECT_EQ(Read(client), Results{"bytes 1"}) << "it can be read again";
}

TEST_F(IncomingTest, TheEndComesAfterAllBytes) {
  Client& client = Connect();
  client.pair.Send("NICK a\r\n");
  client.pair.End();
  EXPECT_EQ(Read(client), Results{"bytes 1"});
  EXPECT_FALSE(incoming_.has_unread()) << "the poller reports the end";
  EXPECT_EQ(Read(client), Results{"end 1"});
  EXPECT_EQ(Line(client), "NICK a");
}

// An edge-triggered poller has reported the end together with the bytes, and does not repeat it.
TEST_F(IncomingTest, AnEndThatWasReportedIsReadInTheNextTurn) {
  Client& client = Connect();
  client.pair.Send("NICK a\r\n");
  client.pair.End();
  client.connection->peer_ended = true;
  EXPECT_EQ(Read(client), Results{"bytes 1"});
  EXPECT_EQ(ReadUnread(), Results{"end 1"});
  EXPECT_FALSE(incoming_.has_unread());
}

TEST_F(IncomingTest, AResetIsAnError) {
  Client& client = Connect();
  ASSERT_EQ(::send(client.connection->fd.get(), "x", 1, 0), 1);
  client.pair.Close();  // with an unread byte
  EXPECT_EQ(Read(client), Results{absl::StrCat("error 1 ", ECONNRESET)});
}

TEST_F(IncomingTest, AConnectionThatIsGoneIsSkipped) {
  Client& gone = Connect();
  Client& other = Connect();
  for (Client* client : {&gone, &other}) {
    client->pair.Send("NICK a\r\n");
    incoming_.QueueRead(*client->connection);
  }
  table_.Remove(*gone.connection);
  EXPECT_EQ(Read(), Results{"bytes 2"});
  EXPECT_EQ(Line(other), "NICK a");
}

TEST_F(IncomingTest, AClosedConnectionIsDrained) {
  Client& client = Connect();
  client.pair.Send(LinesOf(20'000));
  incoming_.QueueRead(*client.connection);
  client.connection->Advance(Happening::kCoreClosed);
  EXPECT_EQ(Read(), Results{});
  EXPECT_EQ(Line(client), "none");
  ASSERT_EQ(incoming_.TakeUnread(), std::vector<SessionId>{client.connection->id});
  EXPECT_EQ(incoming_.Drain(*client.connection), Io::kDone);
  EXPECT_EQ(incoming_.Drain(*client.connection), Io::kNotNow);
  EXPECT_EQ(Line(client), "none");
  client.pair.End();
  EXPECT_EQ(incoming_.Drain(*client.connection), Io::kEnd);
}

TEST_F(IncomingTest, LinesWaitForFloodTokens) {
  flood_ = {.ordinary = {.burst = 1, .per_second = 1}, .opening = 0};
  Client& client = Connect();
  client.pair.Send("ONE\r\nTWO\r\nTHREE\r\n");
  Read(client);
  EXPECT_EQ(Line(client), "ONE");
  EXPECT_EQ(Line(client), "TWO") << "each client has credit for one line";
  EXPECT_EQ(Line(client), "none");
  EXPECT_TRUE(client.connection->flood.owes());
  EXPECT_EQ(Line(client, kNow + absl::Milliseconds(999)), "none");
  EXPECT_EQ(Line(client, kNow + absl::Seconds(1)), "THREE");
  EXPECT_EQ(client.connection->received_lines, 3u);
  EXPECT_EQ(incoming_.TakeCounts().lines, 3u);
}

TEST_F(IncomingTest, ALineThatIsNotWholeWaits) {
  Client& client = Connect();
  client.pair.Send("NICK");
  Read(client);
  EXPECT_EQ(Line(client), "none");
  client.pair.Send(" a\r\n");
  Read(client);
  EXPECT_EQ(Line(client), "NICK a");
}

TEST_F(IncomingTest, AnAnswerToOurPingIsSkipped) {
  Client& client = Connect();
  Keepalive& keepalive = client.connection->keepalive;
  keepalive.OnReceived(kNow - absl::Seconds(200));
  ASSERT_EQ(keepalive.OnDeadline({}, kNow), Keepalive::Action::kSendPing);
  client.pair.Send(
      absl::StrCat("PONG :", keepalive.PingToken(), "\r\nPONG :another\r\nNICK a\r\n"));
  Read(client);
  EXPECT_EQ(Line(client), "PONG :another") << "the core answers all others";
  EXPECT_EQ(Line(client), "NICK a");
  EXPECT_EQ(client.connection->received_lines, 3u);
}

// Only what we have asked for is free of charge.
TEST_F(IncomingTest, OnlyTheFirstLineCanBeHttp) {
  Client& client = Connect();
  client.pair.Send("GET / HTTP/1.1\r\nGET / HTTP/1.1\r\n");
  EXPECT_EQ(Read(client), Results{"bytes 1"});
  EXPECT_TRUE(incoming_.NextLine(*client.connection, flood_, kNow)->http);
  EXPECT_FALSE(incoming_.NextLine(*client.connection, flood_, kNow)->http);
}

TEST_F(IncomingTest, APongThatNobodyAskedForCosts) {
  flood_ = {.ordinary = {.burst = 3, .per_second = 1}, .opening = 0};
  Client& client = Connect();
  Keepalive& keepalive = client.connection->keepalive;
  keepalive.OnReceived(kNow - absl::Seconds(200));
  ASSERT_EQ(keepalive.OnDeadline({}, kNow), Keepalive::Action::kSendPing);
  const std::string ours = absl::StrCat("PONG ", keepalive.PingToken(), "\r\n");
  client.pair.Send(absl::StrCat(ours, "PONG a\r\nPONG b\r\nPONG c\r\n", ours, "PONG e\r\n"));
  Read(client);
  for (const char* line : {"PONG a", "PONG b", "PONG c"}) EXPECT_EQ(Line(client), line);
  EXPECT_EQ(Line(client), absl::StrCat("PONG ", keepalive.PingToken())) << "has credit";
  EXPECT_EQ(Line(client), "none");
  EXPECT_EQ(Line(client, kNow + absl::Seconds(1)), "PONG e");
}

TEST_F(IncomingTest, InputMovesTheKeepaliveOn) {
  Client& client = Connect();
  client.pair.Send("NICK a\r\n");
  Read(client);
  EXPECT_EQ(client.connection->keepalive.SilentFor(kNow + absl::Seconds(3)), absl::Seconds(3));
}

TEST_F(IncomingTest, APasswordIsAHandle) {
  Client& client = Connect();
  client.pair.Send("PASS sesame\r\nOPER root open\r\nPRIVMSG PASS sesame\r\nQ IDENTIFY sesame\r\n");
  Read(client);
  EXPECT_EQ(Line(client), "PASS *1");
  EXPECT_EQ(Line(client), "OPER root *2");
  EXPECT_EQ(Line(client), "PRIVMSG PASS sesame") << "no command with a secret";
  EXPECT_EQ(Line(client), "Q :IDENTIFY *3/6");
  bool known = false;
  EXPECT_EQ(client.connection->TakeSecret("*1", known), "sesame");
  EXPECT_EQ(client.connection->TakeSecret("*2", known), "open");
}

TEST_F(IncomingTest, LinesAreTakenOnceInATurn) {
  Client& client = Connect();
  EXPECT_TRUE(incoming_.idle());
  incoming_.QueueLines(*client.connection);
  incoming_.QueueLines(*client.connection);
  EXPECT_TRUE(incoming_.has_lines());
  EXPECT_EQ(incoming_.TakeWithLines(), std::vector<SessionId>{client.connection->id});
  EXPECT_TRUE(incoming_.idle());
}

TEST_F(IncomingTest, FramesOfAWebSocketAreLines) {
  Client& client = Connect();
  client.connection->SetLayers(nullptr, std::make_unique<WebSocket>(WebSocket::Frames::kText));
  const std::string mask(4, '\0');
  EXPECT_TRUE(incoming_.FeedFrames(*client.connection, absl::StrCat("\x81\x86", mask, "NICK a")));
  EXPECT_EQ(Line(client), "NICK a");
  EXPECT_FALSE(incoming_.FeedFrames(*client.connection, absl::StrCat("\x88\x80", mask)))
      << "the client has closed its WebSocket";
}

}  // namespace
}  // namespace irc
