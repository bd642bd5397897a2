// Each happening with its state, the poller's interest and the deadline.
#include "net/client/clients.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "net/testing/socket_pair.h"

namespace irc {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'767'225'600);

// A poller that claims to be edge-triggered, and lists its interests.
class EdgePoller : public SelectPoller {
 public:
  bool edge_triggered() const override { return edge; }

  bool edge = false;
};

class ClientsTest : public ::testing::Test {
 protected:
  ClientsTest() { clients_.SetLimits(Flood(5), keepalive_); }

  static FloodLimits Flood(int64_t burst) {
    return {.ordinary = {.burst = burst, .per_second = 1}, .opening = 0};
  }
  static void OweBehindAnEmptyBucket(Connection& connection, uint8_t tokens) {
    connection.flood.Owe({.tokens = 5});
    EXPECT_TRUE(connection.flood.TryPay(Flood(5), kNow));
    connection.flood.Owe({.tokens = tokens});
  }

  // A connection whose socket the lobby has watched and counted.
  Connection& Enter(Fd fd, bool direct = false, std::string unsent = "") {
    Lobby::Entered entered;
    entered.id = ids_.Take();
    entered.fd = std::move(fd);
    entered.port = 6667;
    entered.direct = direct;
    entered.unsent = std::move(unsent);
    EXPECT_EQ(admission_.Enter(*ParseIpAddress("192.0.2.1"), kNow, entered.ticket),
              RefusalReason::kNone);
    const Interest interest = {.read = true, .write = false, .edge = direct};
    EXPECT_TRUE(poller_.Add(entered.fd.get(), interest, entered.id.value));
    return clients_.Enter(entered, kNow);
  }
  Connection& Enter() { return Enter(std::move(pair_.server)); }

  // Moves a connection to a state after kOpen.
  Connection& EnterAndClose() {
    Connection& connection = Enter();
    EXPECT_TRUE(clients_.Advance(connection, Happening::kCoreClosed, kNow));
    return connection;
  }
  Connection& EnterAndLinger() {
    Connection& connection = EnterAndClose();
    EXPECT_TRUE(clients_.Advance(connection, Happening::kAllWritten, kNow));
    return connection;
  }

  // The interest that the poller has. REQUIRES: one connection is left.
  Interest Watched() {
    EXPECT_EQ(poller_.All().size(), 1u);
    return poller_.All().at(0).interest;
  }

  // The connection is gone with all that it held.
  void ExpectGone(SessionId id) {
    EXPECT_EQ(clients_.Find(id), nullptr);
    EXPECT_EQ(ids_.taken(), 0u);
    EXPECT_EQ(admission_.total(), 0);
    EXPECT_EQ(poller_.All().size(), 0u);
    EXPECT_EQ(clients_.NextDeadline(), absl::InfiniteFuture());
    pair_.Take();
    EXPECT_TRUE(pair_.at_end());
  }

  const KeepaliveSettings keepalive_ = {.interval = absl::Seconds(100),
                                        .timeout = absl::Seconds(50)};
  Admission admission_{{.total = 10,
                        .per_address = 10,
                        .throttle_count = 10,
                        .throttle_window = absl::Seconds(1),
                        .exempt = {}}};
  SessionIds ids_;
  EdgePoller poller_;
  Clients clients_{ids_, poller_};
  SocketPair pair_;
};

TEST_F(ClientsTest, ASocketFromTheLobbyIsAnOpenConnection) {
  Connection& connection = Enter();
  EXPECT_EQ(connection.state(), ConnectionState::kOpen);
  EXPECT_EQ(clients_.Find(connection.id), &connection);
  EXPECT_EQ(AddressText(connection.address()), "192.0.2.1");
  EXPECT_EQ(connection.port, 6667);
  EXPECT_EQ(admission_.total(), 1);
  EXPECT_TRUE(Watched().read);
  EXPECT_FALSE(Watched().write);
  EXPECT_EQ(clients_.NextDeadline(), kNow + absl::Seconds(100));
}

TEST_F(ClientsTest, BytesOfTheOpeningAreWrittenWhenTheSocketHasRoom) {
  Connection& connection = Enter(std::move(pair_.server), false, "HTTP/1.1 101\r\n\r\n");
  EXPECT_TRUE(connection.has_unsent());
  EXPECT_TRUE(Watched().write);
}

TEST_F(ClientsTest, AClosedConnectionGoesStepByStep) {
  Connection& connection = Enter();
  const SessionId id = connection.id;
  EXPECT_TRUE(clients_.Advance(connection, Happening::kCoreClosed, kNow));
  EXPECT_EQ(connection.state(), ConnectionState::kClosing);
  EXPECT_EQ(clients_.NextDeadline(), kNow + absl::Seconds(2));
  pair_.Take();
  EXPECT_FALSE(pair_.at_end()) << "the rest of the send queue can still be written";

  const absl::Time later = kNow + absl::Seconds(1);
  EXPECT_TRUE(clients_.Advance(connection, Happening::kAllWritten, later));
  EXPECT_EQ(connection.state(), ConnectionState::kLingering);
  EXPECT_EQ(clients_.NextDeadline(), later + absl::Seconds(2));
  EXPECT_TRUE(Watched().read) << "the client may still close its side";
  pair_.Take();
  EXPECT_TRUE(pair_.at_end());

  EXPECT_FALSE(clients_.Advance(connection, Happening::kPeerEnded, later));
  ExpectGone(id);
}

TEST_F(ClientsTest, AClientThatEndedFirstIsStillAnsweredAndThenGone) {
  Connection& connection = Enter();
  const SessionId id = connection.id;
  EXPECT_TRUE(clients_.Advance(connection, Happening::kPeerEnded, kNow));
  EXPECT_EQ(connection.state(), ConnectionState::kOpen);
  EXPECT_TRUE(connection.at_end);
  EXPECT_FALSE(Watched().read) << "the end would be reported in each turn";
  EXPECT_TRUE(clients_.Advance(connection, Happening::kCoreClosed, kNow));
  EXPECT_EQ(connection.state(), ConnectionState::kClosing);
  EXPECT_FALSE(clients_.Advance(connection, Happening::kAllWritten, kNow));
  ExpectGone(id);
}

TEST_F(ClientsTest, AClientThatEndsWhileItIsClosedIsWrittenTheRest) {
  Connection& connection = EnterAndClose();
  const SessionId id = connection.id;
  EXPECT_TRUE(clients_.Advance(connection, Happening::kPeerEnded, kNow));
  EXPECT_EQ(connection.state(), ConnectionState::kClosing);
  EXPECT_FALSE(Watched().read);
  EXPECT_FALSE(clients_.Advance(connection, Happening::kAllWritten, kNow));
  ExpectGone(id);
}

// The core has to learn of the loss first, and closes the connection then.
TEST_F(ClientsTest, ALostConnectionStaysUntilTheCoreClosesIt) {
  Connection& connection = Enter();
  const SessionId id = connection.id;
  TurnLines lines;
  lines.Add("PING :x\r\n", false);
  connection.queue.Push(lines);
  EXPECT_TRUE(clients_.Advance(connection, Happening::kLost, kNow));
  EXPECT_EQ(connection.state(), ConnectionState::kOpen);
  EXPECT_EQ(clients_.Find(id), &connection);
  EXPECT_FALSE(connection.has_unsent()) << "nobody can be written to";
  EXPECT_FALSE(clients_.Advance(connection, Happening::kCoreClosed, kNow));
  ExpectGone(id);
}

TEST_F(ClientsTest, AClosedConnectionThatIsLostGoesAtOnce) {
  Connection& closing = EnterAndClose();
  const SessionId id = closing.id;
  EXPECT_FALSE(clients_.Advance(closing, Happening::kLost, kNow));
  ExpectGone(id);
}

TEST_F(ClientsTest, ALingeringConnectionThatIsLostGoesAtOnce) {
  Connection& lingering = EnterAndLinger();
  const SessionId id = lingering.id;
  EXPECT_FALSE(clients_.Advance(lingering, Happening::kLost, kNow));
  ExpectGone(id);
}

// After a reset, shutdown() fails and no further happening comes. A TCP socket that was never
// connected fails in the same way.
TEST_F(ClientsTest, ASocketThatCannotBeShutDownGoesAtOnce) {
  Connection& connection = Enter(Fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)));
  const SessionId id = connection.id;
  pair_.server.Close();
  EXPECT_TRUE(clients_.Advance(connection, Happening::kCoreClosed, kNow));
  EXPECT_FALSE(clients_.Advance(connection, Happening::kAllWritten, kNow));
  ExpectGone(id);
}

TEST_F(ClientsTest, TimeoutsEndClosedConnectionsOnly) {
  Connection& connection = Enter();
  const SessionId id = connection.id;
  EXPECT_EQ(clients_.PopDue(kNow + absl::Seconds(99)), nullptr);
  ASSERT_EQ(clients_.PopDue(kNow + absl::Seconds(100)), &connection);
  EXPECT_TRUE(clients_.Advance(connection, Happening::kTimedOut, kNow));
  EXPECT_EQ(connection.state(), ConnectionState::kOpen);

  EXPECT_TRUE(clients_.Advance(connection, Happening::kCoreClosed, kNow));
  EXPECT_EQ(clients_.PopDue(kNow + absl::Milliseconds(1999)), nullptr);
  ASSERT_EQ(clients_.PopDue(kNow + absl::Seconds(2)), &connection);
  EXPECT_FALSE(clients_.Advance(connection, Happening::kTimedOut, kNow + absl::Seconds(2)));
  ExpectGone(id);
}

TEST_F(ClientsTest, ATimeoutEndsALingeringConnection) {
  Connection& connection = EnterAndLinger();
  const SessionId id = connection.id;
  ASSERT_EQ(clients_.PopDue(kNow + absl::Seconds(2)), &connection);
  EXPECT_FALSE(clients_.Advance(connection, Happening::kTimedOut, kNow + absl::Seconds(2)));
  ExpectGone(id);
}

TEST_F(ClientsTest, AnEndingServerWaitsLess) {
  clients_.HurryUp();
  Connection& connection = EnterAndClose();
  EXPECT_EQ(clients_.NextDeadline(), kNow + absl::Milliseconds(200));
  EXPECT_TRUE(clients_.Advance(connection, Happening::kAllWritten, kNow));
  EXPECT_EQ(clients_.NextDeadline(), kNow + absl::Milliseconds(200));
}

TEST_F(ClientsTest, AClosedConnectionIsQueuedLinesAgain) {
  Connection& connection = Enter();
  connection.leaving = true;
  EXPECT_TRUE(clients_.Advance(connection, Happening::kCoreClosed, kNow));
  EXPECT_FALSE(connection.leaving);
}

TEST_F(ClientsTest, AnIdIsNotUsedAgain) {
  Connection& first = EnterAndClose();
  const SessionId id = first.id;
  EXPECT_FALSE(clients_.Advance(first, Happening::kLost, kNow));
  SocketPair other;
  Connection& second = Enter(std::move(other.server));
  EXPECT_EQ(SessionIds::SlotOf(second.id), SessionIds::SlotOf(id));
  EXPECT_NE(second.id, id);
  EXPECT_EQ(clients_.Find(id), nullptr);
  EXPECT_EQ(clients_.Find(second.id), &second);
}

TEST_F(ClientsTest, LinesThatWaitForFloodTokensHaveADeadline) {
  Connection& connection = Enter();
  connection.reader.Feed("NICK a\r\n");
  OweBehindAnEmptyBucket(connection, 3);
  clients_.SetDeadline(connection, kNow);
  EXPECT_EQ(clients_.NextDeadline(), kNow + absl::Seconds(3));
  connection.hold.request = true;  // for the result of a request: the tokens do not matter yet
  clients_.SetDeadline(connection, kNow);
  EXPECT_EQ(clients_.NextDeadline(), kNow + absl::Seconds(100));
}

TEST_F(ClientsTest, NewLimitsHoldForTheDeadlinesOfOpenConnections) {
  Connection& connection = Enter();
  clients_.SetLimits(Flood(5), {.interval = absl::Seconds(10), .timeout = absl::Seconds(5)});
  EXPECT_EQ(clients_.NextDeadline(), kNow + absl::Seconds(10));
  connection.reader.Feed("NICK a\r\n");
  OweBehindAnEmptyBucket(connection, 4);
  clients_.SetDeadline(connection, kNow);
  EXPECT_EQ(clients_.NextDeadline(), kNow + absl::Seconds(4));
  clients_.SetLimits(Flood(10), keepalive_);
  EXPECT_LT(clients_.NextDeadline(), kNow + absl::Seconds(4));
}

TEST_F(ClientsTest, ALimitThatChangesLeavesClosedConnectionsTheirTime) {
  EnterAndLinger();
  const absl::Time before = clients_.NextDeadline();
  clients_.SetLimits(Flood(5), {.interval = absl::Seconds(1), .timeout = absl::Seconds(1)});
  EXPECT_EQ(clients_.NextDeadline(), before);
}

TEST_F(ClientsTest, AnEdgeTriggeredInterestIsLeftAsItIs) {
  poller_.edge = true;
  Connection& connection = Enter(std::move(pair_.server), /*direct=*/true);
  EXPECT_TRUE(Watched().edge);
  EXPECT_TRUE(clients_.Advance(connection, Happening::kPeerEnded, kNow));
  EXPECT_TRUE(Watched().read) << "a system call that an edge-triggered poller does not need";
  connection.interest.write = true;
  clients_.SetInterest(connection);
  EXPECT_TRUE(Watched().write);
  EXPECT_FALSE(Watched().read);
  EXPECT_FALSE(Watched().edge);
}

// A closed connection is only drained, and the poller reports what is left in each turn.
TEST_F(ClientsTest, AClosedConnectionDoesNotBecomeEdgeTriggeredAgain) {
  poller_.edge = true;
  Connection& connection = Enter(std::move(pair_.server), /*direct=*/true);
  connection.interest.write = true;
  clients_.SetInterest(connection);
  EXPECT_TRUE(clients_.Advance(connection, Happening::kCoreClosed, kNow));
  connection.interest.write = false;
  clients_.SetInterest(connection);
  EXPECT_EQ(Watched(), (Interest{.read = true, .write = false, .edge = false}));
}

TEST_F(ClientsTest, ALostSocketIsNotWatched) {
  Connection& connection = Enter();
  connection.interest.write = true;
  EXPECT_TRUE(clients_.Advance(connection, Happening::kLost, kNow));
  clients_.SetInterest(connection);
  EXPECT_EQ(Watched(), Interest());
}

}  // namespace
}  // namespace irc
