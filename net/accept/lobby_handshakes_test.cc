// Handshakes of TLS in the lobby: their queue, and their ends.
#include <sys/socket.h>

#include <functional>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/testing/lobby_fixture.h"
#include "net/testing/tls_client.h"

namespace irc {
namespace {

class HandshakesTest : public LobbyFixture {
 protected:
  // Two sockets more than a turn takes. They send in the order last to first, and their bytes are
  // no TLS, so each is refused when it is read.
  void SendFromMany() {
    for (size_t i = 0; i < kMany; ++i) Admit(Address(i), kTlsListener);
    for (size_t i = kMany; i-- > 0;) {
      pairs_[i].Send("this is no TLS at all\r\n");
      Poll();
    }
  }

  static std::string Address(size_t i) { return absl::StrCat("192.0.2.", i); }

  // The outcomes when the sockets from `begin` on are read, last to first, up to before `end`.
  static Lines RefusedFrom(size_t begin, size_t end) {
    Lines lines;
    for (size_t i = begin; i-- > end;) {
      lines.push_back(absl::StrCat("refused ", Address(i), " opening: TLS: wrong version number"));
      lines.push_back("closed");
    }
    return lines;
  }

  static constexpr size_t kMany = Lobby::kHandshakesPerTurn + 2;
};

TEST_F(HandshakesTest, WaitInTheOrderInWhichTheyBecameReadable) {
  SendFromMany();
  EXPECT_EQ(Outcomes(), Lines{}) << "nothing is read before TakeHandshakes";
  lobby_.TakeHandshakes(now());
  EXPECT_EQ(Outcomes(), RefusedFrom(kMany, 2));
  EXPECT_TRUE(lobby_.has_handshakes());
  lobby_.TakeHandshakes(now());
  EXPECT_EQ(Outcomes(), RefusedFrom(2, 0));
  EXPECT_FALSE(lobby_.has_handshakes());
  ExpectNothingLeft();
}

TEST_F(HandshakesTest, AreNotPolledWhileTheyWaitForALaterTurn) {
  SendFromMany();
  EXPECT_EQ(WatchedForInput(), Lobby::kHandshakesPerTurn);
  lobby_.TakeHandshakes(now());
  EXPECT_EQ(poller_.All().size(), 2u);
  EXPECT_EQ(WatchedForInput(), 0u);
}

TEST_F(HandshakesTest, ArePolledAgainAfterTheirStep) {
  SendFromMany();
  TlsClient client;
  SocketPair& last = Admit("192.0.2.100", kTlsListener);
  last.Send(client.Step());
  Poll();
  EXPECT_EQ(WatchedForInput(), Lobby::kHandshakesPerTurn);
  lobby_.TakeHandshakes(now());
  lobby_.TakeHandshakes(now());
  EXPECT_EQ(WatchedForInput(), 1u);
  EXPECT_EQ(lobby_.size(), 1u);
}

// select() may report a socket from which a read then gets nothing (select(2), "BUGS").
TEST_F(HandshakesTest, ArePolledAgainAfterAStepWithoutInput) {
  SendFromMany();
  for (const Watched& watched : poller_.All()) {
    if (watched.interest.read) continue;
    char buffer[100];
    ASSERT_GT(::recv(watched.fd, buffer, sizeof(buffer), 0), 0);
  }
  lobby_.TakeHandshakes(now());
  lobby_.TakeHandshakes(now());
  EXPECT_FALSE(lobby_.has_handshakes());
  EXPECT_EQ(lobby_.size(), 2u);
  EXPECT_EQ(WatchedForInput(), 2u);
}

TEST_F(HandshakesTest, EndWithTheirTime) {
  SendFromMany();
  clock_.per_reading = absl::Microseconds(200);  // the third reading is the last within 500
  lobby_.TakeHandshakes(now());
  EXPECT_EQ(Outcomes(), RefusedFrom(kMany, kMany - 2));
}

// The delay of a socket in the queue is the server's.
TEST_F(HandshakesTest, HaveAGracePeriodAfterTheirTimeout) {
  SendFromMany();
  clock_.Advance(absl::Seconds(10));
  lobby_.RunDeadlines(now());
  EXPECT_EQ(Outcomes(), Lines{});
  EXPECT_EQ(lobby_.NextDeadline(), now() + absl::Seconds(5));
  lobby_.TakeHandshakes(now());
  EXPECT_EQ(Outcomes(), RefusedFrom(kMany, 2));
}

// Those that wait for the server are not closed in favour of a new one.
TEST_F(HandshakesTest, AreNotEndedBecauseTheServerIsSlow) {
  rules_.openings = kMany;
  lobby_.SetRules(rules_);
  SendFromMany();
  SocketPair& late = Admit("192.0.2.100", kTlsListener);
  EXPECT_EQ(Outcomes(), Lines{"refused 192.0.2.100 openings"});
  late.Take();
  EXPECT_TRUE(late.at_end());
  EXPECT_EQ(lobby_.size(), kMany);
}

// The handshake of a client, until the outcomes are not empty.
Lines ShakeHands(TlsClient& client, SocketPair& pair, const std::function<Lines()>& turn) {
  Lines outcomes;
  for (int i = 0; i < 10 && outcomes.empty(); ++i) {
    const std::string bytes = client.Step();
    if (!bytes.empty()) pair.Send(bytes);
    outcomes = turn();
    client.Take(pair.Take());
  }
  return outcomes;
}

TEST_F(HandshakesTest, EnterWithTls) {
  SocketPair& pair = Admit("192.0.2.1", kTlsListener);
  TlsClient client;
  EXPECT_EQ(ShakeHands(client, pair, [&] { return Turn(); }), Lines{"entered 192.0.2.1 with TLS"});
  EXPECT_EQ(lobby_.NextDeadline(), absl::InfiniteFuture());
}

TEST_F(HandshakesTest, ThatAreRefusedAreToldWhyThroughTls) {
  rules_.limits.per_address = 1;
  lobby_.SetRules(rules_);
  Admit("192.0.2.7");
  EXPECT_EQ(Outcomes(), Lines{"entered 192.0.2.7 directly"});
  SocketPair& pair = Admit("127.0.0.1", {.proxy = true, .tls = true});
  pair.Send(kHeader);
  EXPECT_EQ(Turn(), Lines{});
  TlsClient client;
  EXPECT_EQ(ShakeHands(client, pair, [&] { return Turn(); }),
            Lines{"refused 192.0.2.7 per_address"});
  client.Step();
  EXPECT_EQ(client.read(),
            "ERROR :Closing Link: 192.0.2.7 (Too many connections from your address)\r\n");
  EXPECT_EQ(lobby_.size(), 1u) << "it has time to read the reason";
  pair.Close();
  EXPECT_EQ(Turn(), Lines{"closed"});
}

}  // namespace
}  // namespace irc
