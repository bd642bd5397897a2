#include "net/accept/lobby.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/testing/lobby_fixture.h"

namespace irc {
namespace {

using ::testing::IsSupersetOf;

constexpr char kWebirc[] = "WEBIRC sesame gate host.example 192.0.2.9\r\n";

class LobbyTest : public LobbyFixture {};

TEST_F(LobbyTest, APlainSocketEntersAtOnceWithItsTicket) {
  Admit("192.0.2.1");
  EXPECT_EQ(Outcomes(), Lines{"entered 192.0.2.1 directly"});
  EXPECT_TRUE(entered_[0].ticket.valid());
  EXPECT_EQ(entered_[0].port, 6667);
  EXPECT_EQ(lobby_.size(), 0u);
  ASSERT_EQ(poller_.All().size(), 1u);
  EXPECT_EQ(poller_.All()[0].token, entered_[0].id.value);
  EXPECT_EQ(poller_.All()[0].fd, entered_[0].fd.get());
  EXPECT_FALSE(lobby_.OnReady({.token = entered_[0].id.value, .read = true}, now()));
}

TEST_F(LobbyTest, ARefusedPlainSocketIsToldWhyAndClosedAtOnce) {
  rules_.limits.per_address = 1;
  lobby_.SetRules(rules_);
  Admit("192.0.2.1");
  EXPECT_EQ(Outcomes(), Lines{"entered 192.0.2.1 directly"});
  SocketPair& second = Admit("192.0.2.1");
  EXPECT_EQ(Outcomes(), Lines{"refused 192.0.2.1 per_address"});
  EXPECT_EQ(second.Take(),
            "ERROR :Closing Link: 192.0.2.1 (Too many connections from your address)\r\n");
  EXPECT_TRUE(second.at_end());
  EXPECT_EQ(ids_.taken(), 1u);
  EXPECT_EQ(poller_.All().size(), 1u);
}

TEST_F(LobbyTest, RefusalsOfAnAddressAreCountedAndToldLater) {
  rules_.limits.per_address = 0;
  lobby_.SetRules(rules_);
  for (int i = 0; i < 5; ++i) Admit("192.0.2.1");
  EXPECT_EQ(Outcomes().size(), 5u);
  EXPECT_EQ(lobby_.NextDeadline(), now() + absl::Seconds(10));
  EXPECT_EQ(TurnAfter(absl::Seconds(10)), Lines{"refused 4 more"});
  ExpectNothingLeft();
}

// A socket of a proxy counts before it has named its client.
TEST_F(LobbyTest, WhoHasSaidNothingCountsForTheServer) {
  rules_.limits.total = 2;
  lobby_.SetRules(rules_);
  Admit("127.0.0.1", kProxyListener);
  Admit("127.0.0.1", kProxyListener);
  EXPECT_EQ(Outcomes(), Lines{});
  Admit("127.0.0.1", kProxyListener);
  EXPECT_EQ(Outcomes(), Lines{"refused 127.0.0.1 full"});
  Admit("192.0.2.1");
  EXPECT_EQ(Outcomes(), Lines{"refused 192.0.2.1 full"});
  pairs_[0].Send(kHeader);
  EXPECT_EQ(Turn(), Lines{"entered 192.0.2.7"}) << "its place is its own";
  pairs_[1].Close();
  EXPECT_EQ(Turn(), Lines{"closed"});
  Admit("192.0.2.1");
  EXPECT_EQ(Outcomes(), Lines{"entered 192.0.2.1 directly"});
}

// Openings that stop make room for new ones, the oldest first.
TEST_F(LobbyTest, OpeningsUnderWayAreBounded) {
  rules_.openings = 2;
  lobby_.SetRules(rules_);
  Admit("127.0.0.1", kProxyListener);
  clock_.Advance(absl::Seconds(1));
  Admit("127.0.0.1", kProxyListener);
  EXPECT_EQ(Outcomes(), Lines{});
  Admit("127.0.0.1", kProxyListener);
  EXPECT_EQ(Outcomes(), (Lines{"refused 127.0.0.1 openings", "closed"}));
  pairs_[0].Take();
  EXPECT_TRUE(pairs_[0].at_end());
  EXPECT_EQ(lobby_.size(), 2u);
  Admit("192.0.2.1");
  EXPECT_EQ(Outcomes(), Lines{"entered 192.0.2.1 directly"}) << "it needs no opening";
  for (SocketPair* pair : {&pairs_[1], &pairs_[2]}) {
    pair->Send(kHeader);
    EXPECT_EQ(Turn(), Lines{"entered 192.0.2.7"});
  }
}

TEST_F(LobbyTest, ATicketCountsUntilItsConnectionIsGone) {
  rules_.limits.per_address = 1;
  lobby_.SetRules(rules_);
  Admit("192.0.2.1");
  EXPECT_EQ(Outcomes(), Lines{"entered 192.0.2.1 directly"});
  poller_.Remove(entered_[0].fd.get());
  entered_.clear();
  Admit("192.0.2.1");
  EXPECT_EQ(Outcomes(), Lines{"entered 192.0.2.1 directly"});
}

TEST_F(LobbyTest, WithoutRoomInThePollerASocketIsRefused) {
  poller_.full = true;
  SocketPair& pair = Admit("192.0.2.1");
  EXPECT_EQ(Outcomes(), Lines{"refused 192.0.2.1 descriptors"});
  EXPECT_EQ(pair.Take(),
            "ERROR :Closing Link: 192.0.2.1 (The server is full, try again later)\r\n");
  EXPECT_TRUE(pair.at_end());
  ExpectNothingLeft();
}

TEST_F(LobbyTest, AProxyHeaderNamesTheAddressThatCounts) {
  rules_.limits.per_address = 1;
  lobby_.SetRules(rules_);
  SocketPair& pair = Admit("127.0.0.1", kProxyListener);
  pair.Send(absl::string_view(kHeader).substr(0, 20));
  EXPECT_EQ(Turn(), Lines{});
  pair.Send(absl::StrCat(absl::string_view(kHeader).substr(20), "NICK a"));
  EXPECT_EQ(Turn(), Lines{"entered 192.0.2.7 and said NICK a"});
  EXPECT_EQ(entered_[0].received_bytes, sizeof(kHeader) - 1 + 6);
  EXPECT_EQ(lobby_.TakeByteCounts().first, sizeof(kHeader) - 1 + 6);
  EXPECT_EQ(lobby_.NextDeadline(), absl::InfiniteFuture());
  Admit("192.0.2.7");
  EXPECT_EQ(Outcomes(), Lines{"refused 192.0.2.7 per_address"});
  Admit("127.0.0.1");
  EXPECT_EQ(Outcomes(), Lines{"entered 127.0.0.1 directly"}) << "the proxy itself does not count";
}

TEST_F(LobbyTest, AListenerForProxiesRefusesOtherAddresses) {
  SocketPair& pair = Admit("203.0.113.9", kProxyListener);
  EXPECT_EQ(Outcomes(), Lines{"refused 203.0.113.9 no_proxy"});
  EXPECT_EQ(pair.Take(), "");
  EXPECT_TRUE(pair.at_end());
  ExpectNothingLeft();
  Admit("203.0.113.9", kProxyListener, /*local=*/true).Send(kHeader);
  EXPECT_EQ(Turn(), Lines{"entered 192.0.2.7"}) << "the file of a Unix socket has permissions";
}

TEST_F(LobbyTest, AnInvalidHeaderIsAnsweredAndClosed) {
  SocketPair& pair = Admit("127.0.0.1", kProxyListener);
  pair.Send("NICK a\r\n");
  EXPECT_EQ(Turn(), (Lines{"refused 127.0.0.1 opening: no PROXY header", "closed"}));
  EXPECT_EQ(pair.Take(), "ERROR :Closing Link: a PROXY header was expected\r\n");
  EXPECT_TRUE(pair.at_end());
  ExpectNothingLeft();
}

TEST_F(LobbyTest, EachRefusalSaysWhichPartOfTheOpeningWasWrong) {
  const auto refusal = [&](absl::string_view from, ListenerKind kind, absl::string_view bytes) {
    Admit(from, kind).Send(bytes);
    const Lines lines = Turn();
    return lines.empty() ? "" : lines[0].substr(lines[0].find(':'));
  };
  EXPECT_EQ(refusal("127.0.0.1", kProxyListener, "PROXY what\r\n"),
            ": the PROXY header is malformed");
  EXPECT_EQ(refusal("192.0.2.1", kTlsListener, "GET / HTTP/1.1\r\n\r\n"), ": TLS: http request");
  EXPECT_EQ(refusal("192.0.2.1", {.websocket = true}, "GET / HTTP/1.1\r\n\r\n"),
            ": HTTP: no WebSocket, the answer was 400 Bad Request");
  EXPECT_EQ(refusal("198.51.100.3", {}, "WEBIRC what\r\n"), ": the WEBIRC line is malformed");
  Admit("192.0.2.1", kTlsListener);
  Admit("192.0.2.2", {.websocket = true});
  const Lines late = TurnAfter(absl::Seconds(10));
  EXPECT_THAT(late,
              IsSupersetOf({"refused 192.0.2.1 opening_timeout: the TLS handshake did not end",
                            "refused 192.0.2.2 opening_timeout: no HTTP request"}));
}

TEST_F(LobbyTest, ATimeoutRefusesAndCloses) {
  SocketPair& pair = Admit("127.0.0.1", kProxyListener);
  pair.Send("PROXY ");
  EXPECT_EQ(lobby_.NextDeadline(), now() + absl::Seconds(10));
  EXPECT_EQ(TurnAfter(absl::Milliseconds(9999)), Lines{});
  EXPECT_EQ(TurnAfter(absl::Milliseconds(1)),
            (Lines{"refused 127.0.0.1 opening_timeout: no PROXY header", "closed"}));
  pair.Take();
  EXPECT_TRUE(pair.at_end());
  ExpectNothingLeft();
}

TEST_F(LobbyTest, APeerThatGoesIsClosed) {
  Admit("127.0.0.1", kProxyListener).Close();
  EXPECT_EQ(Turn(), Lines{"closed"});
  ExpectNothingLeft();
}

TEST_F(LobbyTest, AGatewayWithTheRightPasswordBringsAnAddress) {
  SocketPair& pair = Admit("198.51.100.3");
  pair.Send(absl::StrCat(kWebirc, "NICK a"));
  EXPECT_EQ(Turn(), Lines{"asks gate sesame"});
  EXPECT_EQ(WatchedForInput(), 0u) << "nothing is read while the password is checked";
  pair.Send("\r\n");
  EXPECT_EQ(Turn(), Lines{});
  lobby_.AnswerGateway(asking_, true, now());
  EXPECT_EQ(Outcomes(), Lines{"entered 192.0.2.9 and said NICK a"});
  ASSERT_TRUE(entered_[0].webirc.has_value());
  EXPECT_EQ(entered_[0].webirc->host, "host.example");
  EXPECT_EQ(entered_[0].webirc->password, "");
  EXPECT_EQ(lobby_.NextDeadline(), absl::InfiniteFuture());
  lobby_.AnswerGateway(asking_, true, now());
  EXPECT_EQ(Outcomes(), Lines{}) << "a second answer has no effect";
}

// What a gateway says about TLS counts when nobody can read its own connection. A peer behind a
// proxy is on the proxy's machine at best, not on this one.
TEST_F(LobbyTest, OnlyAPrivateGatewayBringsSecureClients) {
  rules_.gateways = {{.name = "gate", .networks = {*ParseIpNetwork("127.0.0.0/8")}},
                     {.name = "gate", .networks = {*ParseIpNetwork("198.51.100.0/24")}}};
  rules_.usual_proxies = {*ParseIpNetwork("203.0.113.1")};
  lobby_.SetRules(rules_);
  const std::string print(64, 'a');
  const std::string line = absl::StrCat(
      "WEBIRC sesame gate host.example 192.0.2.9 :secure certfp-sha-256=", print, "\r\n");
  const auto enter = [&](SocketPair& pair, absl::string_view bytes) {
    pair.Send(bytes);
    Turn();
    lobby_.AnswerGateway(asking_, true, now());
    Outcomes();
    const WebircLine& webirc = *entered_.back().webirc;
    return absl::StrCat(webirc.secure ? "secure " : "", webirc.certfp);
  };
  EXPECT_EQ(enter(Admit("127.0.0.1"), line), absl::StrCat("secure ", print));
  EXPECT_EQ(enter(Admit("198.51.100.3"), line), "");
  EXPECT_EQ(enter(Admit("203.0.113.1", kProxyListener),
                  absl::StrCat("PROXY TCP4 127.0.0.1 127.0.0.1 65533 6667\r\n", line)),
            "");
}

TEST_F(LobbyTest, AGatewayWithTheWrongPasswordIsRefused) {
  SocketPair& pair = Admit("198.51.100.3");
  pair.Send(kWebirc);
  EXPECT_EQ(Turn(), Lines{"asks gate sesame"});
  lobby_.AnswerGateway(asking_, false, now());
  EXPECT_EQ(Outcomes(), Lines{"refused 198.51.100.3 webirc"});
  EXPECT_EQ(pair.Take(), "ERROR :Invalid WebIRC password\r\n");
  EXPECT_TRUE(pair.at_end());
  EXPECT_EQ(WatchedForInput(), 1u);
  pair.Send("NICK a\r\n");
  EXPECT_EQ(Turn(), Lines{}) << "the bytes of a refused peer are discarded";
  pair.End();
  EXPECT_EQ(Turn(), Lines{"closed"});
  ExpectNothingLeft();
}

TEST_F(LobbyTest, ARefusedSocketIsClosedAfterATime) {
  Admit("198.51.100.3").Send(kWebirc);
  EXPECT_EQ(Turn(), Lines{"asks gate sesame"});
  lobby_.AnswerGateway(asking_, false, now());
  EXPECT_EQ(Outcomes(), Lines{"refused 198.51.100.3 webirc"});
  EXPECT_EQ(TurnAfter(absl::Milliseconds(1999)), Lines{});
  EXPECT_EQ(TurnAfter(absl::Milliseconds(1)), Lines{"closed"});
  ExpectNothingLeft();
}

// Otherwise a gateway with one client too many would hold a descriptor for each attempt.
TEST_F(LobbyTest, APlainSocketThatIsRefusedAfterItsOpeningIsClosedAtOnce) {
  rules_.limits.per_address = 1;
  lobby_.SetRules(rules_);
  Admit("192.0.2.9");
  SocketPair& pair = Admit("198.51.100.3");
  pair.Send(kWebirc);
  EXPECT_EQ(Turn(), (Lines{"entered 192.0.2.9 directly", "asks gate sesame"}));
  lobby_.AnswerGateway(asking_, true, now());
  EXPECT_EQ(Outcomes(), (Lines{"refused 192.0.2.9 per_address", "closed"}));
  EXPECT_EQ(pair.Take(),
            "ERROR :Closing Link: 192.0.2.9 (Too many connections from your address)\r\n");
  EXPECT_TRUE(pair.at_end());
  EXPECT_EQ(ids_.taken(), 1u);
  EXPECT_EQ(poller_.All().size(), 1u);
}

TEST_F(LobbyTest, AGatewaysAddressThatSendsNothingEntersAfterTheTimeout) {
  Admit("198.51.100.3");
  EXPECT_EQ(TurnAfter(absl::Seconds(10)), Lines{"entered 198.51.100.3"});
}

TEST_F(LobbyTest, AnAnswerForASocketThatIsGoneIsIgnored) {
  Admit("198.51.100.3").Send(kWebirc);
  EXPECT_EQ(Turn(), Lines{"asks gate sesame"});
  const SessionId gone = asking_;
  EXPECT_TRUE(lobby_.OnReady({.token = gone.value, .broken = true}, now()));
  EXPECT_EQ(Outcomes(), Lines{"closed"});
  ExpectNothingLeft();
  Admit("198.51.100.3").Send(kWebirc);
  EXPECT_EQ(Turn(), Lines{"asks gate sesame"});
  EXPECT_EQ(SessionIds::SlotOf(asking_), SessionIds::SlotOf(gone));
  lobby_.AnswerGateway(gone, true, now());
  EXPECT_EQ(Outcomes(), Lines{}) << "the new socket of the slot is another";
}

TEST_F(LobbyTest, ATimeoutEndsASocketWhosePasswordIsBeingChecked) {
  Admit("198.51.100.3").Send(kWebirc);
  EXPECT_EQ(Turn(), Lines{"asks gate sesame"});
  EXPECT_EQ(
      TurnAfter(absl::Seconds(10)),
      (Lines{"refused 192.0.2.9 opening_timeout: the WEBIRC password was not checked", "closed"}));
  ExpectNothingLeft();
  lobby_.AnswerGateway(asking_, true, now());
  EXPECT_EQ(Outcomes(), Lines{});
}

TEST_F(LobbyTest, ClearClosesAll) {
  Admit("127.0.0.1", kProxyListener);
  Admit("198.51.100.3");
  lobby_.Clear();
  EXPECT_EQ(Outcomes(), (Lines{"closed", "closed"}));
  ExpectNothingLeft();
}

}  // namespace
}  // namespace irc
