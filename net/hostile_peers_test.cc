// Attacks by peers, over real sockets; only the test moves the clock. The attacks by WebSockets are
// in hostile_browser_test, and those by a thousand peers in thousand_peers_test.
//
// Tests of other attacks, and their files:
//   a client does not read                  shell_close_test, WhoDoesNotReadIsClosed...
//   lines beyond the flood limit            shell_lines_test, WhoSendsTooFastWaits and
//                                           AFirehoseIsStopped
//   a client sends nothing                  shell_close_test, WhoDoesNotRegisterIsClosed and
//                                           SilentClientsArePinged
//   a client resets its connection          shell_close_test, TheOthersAreToldWhoLeft
//   lines in pieces of any size             transcript_socket_test, line_reader_test
//   too many connections from one address   shell_accept_test, WhoComesTooOftenIsThrottled
//   descriptors run out                     shell_accept_test, OutOfDescriptors...
//   no bytes at a WebSocket listener        shell_opening_web_socket_test, WhoSaysNothingGoes
//   five hundred TLS handshakes at once     shell_tls_test, ThoseWhoAreInAreServed...
//   one WebSocket message that is too long  web_socket_test, AMessageThatIsTooLongEndsIt
//   an HTTP request that is too long        http_upgrade_test, SaysWhyItRefuses
//   arbitrary bytes                         *_fuzz, secrets_property_test
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/testing/hostile_fixture.h"
#include "net/testing/tls_client.h"
#include "net/tls/tls.h"

namespace irc {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class HostilePeersTest : public HostileFixture {};

INSTANTIATE_TEST_SUITE_P(Pollers, HostilePeersTest, BothPollers(), NameOfPoller);

// Neither single bytes nor lines without a registration extend the registration timeout.
TEST_P(HostilePeersTest, DribblingDoesNotExtendTheTimeToRegister) {
  Client& bytes = net().Connect();
  EXPECT_EQ(Dribble(bytes, "NICK a", absl::Seconds(5), absl::Minutes(10)), absl::Seconds(60));
  EXPECT_THAT(bytes.Take(), HasSubstr("(Registration timed out)"));
  Client& lines = net().Connect();
  EXPECT_EQ(Dribble(lines, "PING x\r\nCAP LS\r\n", absl::Seconds(1), absl::Minutes(10)),
            absl::Seconds(60));
  net().Advance(absl::Seconds(3));
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

TEST_P(HostilePeersTest, OneByteAtATimeSaysTheSame) {
  const std::string script =
      "CAP LS 302\r\nNICK me\r\nUSER me 0 * :me\r\nCAP END\r\nJOIN #c\r\n"
      "PRIVMSG me :caf\xc3\xa9\r\nNOSUCH\r\nPING :x y\r\n";
  const auto answer = [&](size_t piece) {
    TestShell net(GetParam());
    Client& client = net.Connect();
    for (size_t at = 0; at < script.size(); at += piece) {
      client.Send(script.substr(at, piece));
      EXPECT_TRUE(net.Settle());
    }
    return client.Take();
  };
  const std::string whole = answer(script.size());
  EXPECT_THAT(whole, EndsWith("PONG irc.local :x y\r\n"));
  EXPECT_EQ(answer(1), whole);
}

// Lines beyond the protocol's limit are refused with 417. A line beyond the reader's limit closes
// the connection.
TEST_P(HostilePeersTest, AnEndlessLineHoldsLittleAndEnds) {
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  for (int i = 0; i < 100; ++i) alice.Line(std::string(16'000, 'x'));
  ASSERT_TRUE(net().Settle());
  const std::vector<std::string> refusals = alice.TakeLines();
  EXPECT_EQ(refusals.size(), 100u);
  EXPECT_THAT(refusals.back(), HasSubstr(" 417 alice :Input line was too long"));

  for (int i = 0; i < 1000 && !alice.at_end(); ++i) {
    alice.Send(std::string(1000, 'x'));
    ASSERT_TRUE(net().Settle());
    const Connection* connection = net().shell().inside().clients.Find(alice.session);
    if (connection == nullptr) break;
    ASSERT_LE(connection->reader.heap_bytes(), 2 * LineReader::kLineBytesMax);
  }
  EXPECT_THAT(alice.Take(), EndsWith("(Line too long)\r\n"));
  EXPECT_EQ(ended(EndReason::kLineTooLong), 1u);
  bob.Line("PING x");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(bob.TakeLines(), ElementsAre(HasSubstr("PONG")));
}

TEST_P(HostilePeersTest, AFloodFromOneAddressKeepsNobodyElseOut) {
  options_.config.shell.exempt.clear();
  options_.config.shell.connections_per_address = 10;
  options_.config.shell.throttle_count = 20;
  for (int i = 0; i < 10; ++i) net().Connect("127.0.0.2");
  for (int i = 0; i < 200; ++i) net().ConnectRefused("127.0.0.2");
  EXPECT_EQ(refused(RefusalReason::kPerAddress), 10u);
  EXPECT_EQ(refused(RefusalReason::kThrottled), 190u);
  EXPECT_EQ(net().shell().inside().connections, 10u) << "who was refused holds nothing";
  const auto lines_about = [&](absl::string_view text) {
    const std::vector<std::string> parts = absl::StrSplit(net().log_text(), text);
    return parts.size() - 1;
  };
  EXPECT_EQ(lines_about("refused address=127.0.0.2"), 1u) << "the others are counted";
  net().Advance(absl::Seconds(10));
  EXPECT_EQ(lines_about("refused"), 2u);
  EXPECT_EQ(lines_about("refused more address=127.0.0.2 reason=throttled count=199\n"), 1u);
  Client& alice = net().Register("alice", "127.0.0.3");
  alice.Line("PING x");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), ElementsAre(HasSubstr("PONG")));
}

// All addresses of an IPv6 /64 share one limit, because one customer usually has a whole /64.
TEST_P(HostilePeersTest, AnIpv6PrefixIsOneAddress) {
  ListenOn({"127.0.0.1:0 proxy"});
  options_.config.shell.connections_per_address = 3;
  options_.config.shell.throttle_count = 100;
  const auto come = [&](absl::string_view address) -> Client& {
    Client& client = net().Connect();
    client.Send(absl::StrCat("PROXY TCP6 ", address, " ::1 65533 6667\r\n"));
    EXPECT_TRUE(net().Settle());
    return client;
  };
  for (int i = 0; i < 3; ++i) come(absl::StrCat("2001:db8:0:1:", i, "::1"));
  for (int i = 3; i < 50; ++i) {
    EXPECT_THAT(come(absl::StrCat("2001:db8:0:1:", i, "::1")).Take(),
                HasSubstr("(Too many connections from your address)"));
  }
  EXPECT_THAT(come("2001:db8:0:2::1").Take(), IsEmpty()) << "the neighbour";
  EXPECT_EQ(net().shell().inside().connections, 4u);
}

// The peer has vanished without a FIN or an RST, so only the ping timeout detects it.
TEST_P(HostilePeersTest, WhoIsGoneWithoutAWordIsForgotten) {
  Client& alice = net().Register("alice");
  net().Register("bob").Pause(true);
  alice.Line("MONITOR + bob");
  net().Advance(absl::Seconds(119));
  alice.Line("PING x");
  net().Advance(absl::Seconds(60));
  EXPECT_EQ(net().shell().inside().connections, 2u);
  alice.Take();
  net().Advance(absl::Seconds(1));
  EXPECT_THAT(alice.Take(), HasSubstr(" 731 alice :bob"));
  EXPECT_EQ(ended(EndReason::kPingTimeout), 1u);
  net().Advance(absl::Seconds(3));
  EXPECT_EQ(net().shell().inside().connections, 1u);
}

// The opening timeout ends a TLS handshake that stalls or dribbles.
TEST_P(HostilePeersTest, ATlsHandshakeThatIsNeverFinishedEnds) {
  ListenOn({"127.0.0.1:0 tls"});
  options_.tls = TlsCredentials::SelfSigned("irc.local");
  TlsClient tls;
  const std::string hello = tls.Step();
  Client& silent = net().Connect();
  silent.Send(hello);
  Client& half = net().Connect();
  half.Send(hello.substr(0, hello.size() / 2));
  ASSERT_TRUE(net().Settle());
  EXPECT_NE(silent.Take(), "") << "the server's half of the handshake";
  net().Advance(absl::Seconds(9));
  EXPECT_EQ(net().shell().inside().connections, 2u);
  net().Advance(absl::Seconds(1));
  EXPECT_EQ(net().shell().inside().connections, 0u);
  Client& dribbling = net().Connect();
  EXPECT_EQ(Dribble(dribbling, hello, absl::Seconds(1), absl::Minutes(10)), absl::Seconds(10));
  EXPECT_EQ(refused(RefusalReason::kOpeningTimeout), 3u);
}

// Hellos that stop keep nobody out: beyond the bound the oldest of them makes room.
TEST_P(HostilePeersTest, ManyHellosThatStopKeepNobodyOut) {
  ListenOn({"127.0.0.1:0 tls"});
  options_.tls = TlsCredentials::SelfSigned("irc.local");
  options_.config.shell.connections_opening = 20;
  options_.config.shell.throttle_count = 1000;
  options_.config.shell.connections_per_address = 1000;
  TlsClient tls;
  const std::string hello = tls.Step();
  for (int i = 0; i < 50; ++i) {
    net().Connect().Send(hello.substr(0, 1 + static_cast<size_t>(i) * 2));
    net().clock().Advance(absl::Milliseconds(1));
    ASSERT_TRUE(net().Settle());
  }
  EXPECT_EQ(net().shell().inside().lobby.size(), 20u);
  EXPECT_EQ(refused(RefusalReason::kOpenings), 30u);
  Client& honest = net().Connect();
  honest.Send(hello);
  ASSERT_TRUE(net().Settle());
  EXPECT_NE(honest.Take(), "") << "the server's half of the handshake";
}

TEST_P(HostilePeersTest, ARequestThatNeverEndsEnds) {
  ListenOn({"127.0.0.1:0 websocket"});
  Client& dribbling = net().Connect();
  EXPECT_EQ(Dribble(dribbling, "GET / HTTP/1.1\r\nA: b\r\n", absl::Seconds(1), absl::Minutes(10)),
            absl::Seconds(10));
  Client& endless = net().Connect();
  size_t sent = 0;
  for (; sent < 1'000'000 && !endless.at_end(); sent += 100) {
    endless.Send(absl::StrCat("A: ", std::string(95, 'b'), "\r\n"));
    ASSERT_TRUE(net().Settle());
  }
  EXPECT_LE(sent, 8292u);
  EXPECT_THAT(endless.Take(), StartsWith("HTTP/1.1 431 "));
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

}  // namespace
}  // namespace irc
