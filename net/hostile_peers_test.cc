// Attacks by peers, over real sockets; only the test moves the clock.
//
// Tests of other attacks, and their files:
//   a client does not read                  shell_test, WhoDoesNotReadIsClosedAndTheOthersGoOn
//   lines beyond the flood limit            shell_test, WhoSendsTooFastWaits, AFirehoseIsStopped
//   a client sends nothing                  shell_test, WhoDoesNotRegisterIsClosed and
//                                           SilentClientsArePinged
//   a client resets its connection          shell_test, TheOthersAreToldWhoLeft
//   lines in pieces of any size             transcript_socket_test, line_reader_test
//   too many connections from one address   shell_test, WhoComesTooOftenIsThrottled
//   descriptors run out                     shell_test, OutOfDescriptorsItServesThoseWhoAreIn
//   no bytes at a proxy's listener          shell_opening_test, WhoSaysNothingGoes
//   five hundred TLS handshakes at once     shell_tls_test, ThoseWhoAreInAreServed...
//   one WebSocket message that is too long  web_socket_test, AMessageThatIsTooLongEndsIt
//   an HTTP request that is too long        http_upgrade_test, SaysWhyItRefuses
//   arbitrary bytes                         *_fuzz, secrets_property_test
#include <malloc.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/accept/refusal.h"
#include "net/io/listener.h"
#include "net/telemetry/metrics.h"
#include "net/testing/test_shell.h"
#include "net/testing/tls_client.h"
#include "net/tls/tls.h"

namespace irc {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

using Client = TestShell::Client;

// A shell with a large flood limit. ListenOn replaces its listeners before the first use of net().
class HostilePeersTest : public ::testing::TestWithParam<PollerKind> {
 protected:
  HostilePeersTest() { options_.config.shell.flood_burst = 1'000'000; }

  void ListenOn(const std::vector<std::string>& addresses) {
    auto listeners = Listen(addresses, 0);
    ASSERT_TRUE(listeners.ok()) << listeners.status();
    options_.listeners = *std::move(listeners);
  }
  TestShell& net() {
    if (net_ == nullptr) net_ = std::make_unique<TestShell>(GetParam(), std::move(options_));
    return *net_;
  }
  uint64_t ended(EndReason how) {
    return net().shell().metrics().ended[static_cast<size_t>(how)].Get();
  }
  uint64_t refused(Refusal why) {
    return net().shell().metrics().refused[static_cast<size_t>(why)].Get();
  }
  // Sends one byte of `bytes`, cyclically, every `pause` until the server closes. Returns the time
  // until then, at most about `most`.
  absl::Duration Dribble(Client& client, const std::string& bytes, absl::Duration pause,
                         absl::Duration most) {
    absl::Duration time;
    for (size_t i = 0; !client.at_end() && time < most; ++i, time += pause) {
      client.Send(bytes.substr(i % bytes.size(), 1));
      net().Advance(pause);
    }
    return time;
  }

  ShellOptions options_;
  std::unique_ptr<TestShell> net_;
};

INSTANTIATE_TEST_SUITE_P(Pollers, HostilePeersTest,
                         ::testing::Values(PollerKind::kSelect, PollerKind::kEpoll),
                         [](const auto& info) { return std::string(PollerKindName(info.param)); });

// The number of bytes that the process has allocated; 0 where malloc is not glibc's.
size_t Allocated() {
  const struct mallinfo2 info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

// A thousand clients need more descriptors than select() knows.
class ThousandPeersTest : public HostilePeersTest {
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
                         [](const auto& info) { return std::string(PollerKindName(info.param)); });

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
  EXPECT_EQ(refused(Refusal::kPerAddress), 10u);
  EXPECT_EQ(refused(Refusal::kThrottled), 190u);
  EXPECT_EQ(net().shell().inside().connections, 10u) << "who was refused holds nothing";
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
  EXPECT_EQ(refused(Refusal::kOpeningTimeout), 3u);
}

constexpr char kRequest[] =
    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Protocol: text.ircv3.net\r\n\r\n";

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

// A frame with an all-zero mask, so that the payload is not changed.
std::string Frame(unsigned char first, absl::string_view payload) {
  return absl::StrCat(std::string(1, static_cast<char>(first)),
                      std::string(1, static_cast<char>(0x80 | payload.size())),
                      std::string(4, '\0'), payload);
}

class HostileBrowserTest : public HostilePeersTest {
 protected:
  void SetUp() override { ListenOn({"127.0.0.1:0 websocket"}); }
  Client& Come() {
    Client& web = net().Connect();
    web.Send(absl::StrCat(kRequest, Frame(0x81, "NICK web"), Frame(0x81, "USER w 0 * :w")));
    EXPECT_TRUE(net().Settle());
    EXPECT_THAT(web.Take(), HasSubstr(" 001 web "));
    return web;
  }
  // Sends `bytes` repeatedly until the server closes or 4 MiB are sent. Returns the largest
  // increase of allocated memory.
  size_t Endless(Client& web, const std::string& bytes) {
    const size_t before = Allocated();
    size_t most = 0;
    for (size_t sent = 0; sent < (4 << 20) && !web.at_end(); sent += bytes.size()) {
      web.Send(bytes);
      EXPECT_TRUE(net().Settle());
      most = std::max(most, Allocated() - std::min(before, Allocated()));
    }
    return most;
  }
};

INSTANTIATE_TEST_SUITE_P(Pollers, HostileBrowserTest,
                         ::testing::Values(PollerKind::kSelect, PollerKind::kEpoll),
                         [](const auto& info) { return std::string(PollerKindName(info.param)); });

constexpr char kTooBig[] = "\x88\x02\x03\xf1";  // 1009

TEST_P(HostileBrowserTest, AMessageOfEndlessFragmentsEnds) {
  Client& web = Come();
  web.Send(Frame(0x01, "PRIVMSG"));
  Endless(web, Frame(0x00, std::string(100, 'x')));
  EXPECT_THAT(web.Take(), HasSubstr(std::string(kTooBig, 4)));
  EXPECT_TRUE(web.at_end());
}

// Many small fragments of a message must not use much more memory than their bytes.
TEST_P(HostileBrowserTest, SmallFragmentsHoldNoMoreThanTheirBytes) {
  Client& web = Come();
  web.Send(Frame(0x01, "PRIVMSG"));
  std::string many;
  for (int i = 0; i < 100; ++i) absl::StrAppend(&many, Frame(0x00, "x"), Frame(0x00, ""));
  EXPECT_LE(Endless(web, many), 100'000u);
  EXPECT_THAT(web.Take(), HasSubstr(std::string(kTooBig, 4)));
}

TEST_P(HostileBrowserTest, AFrameThatAnnouncesTooMuchEndsBeforeItComes) {
  Client& web = Come();
  const size_t before = Allocated();
  web.Send(std::string("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0x", 15));
  ASSERT_TRUE(net().Settle());
  EXPECT_LE(Allocated(), before + 100'000);
  EXPECT_THAT(web.Take(), HasSubstr(std::string(kTooBig, 4)));
  EXPECT_TRUE(web.at_end());
}

// The client does not read the pongs, so they fill its send queue.
TEST_P(HostileBrowserTest, PingsWithoutEndAreSendQueueToo) {
  options_.config.shell.send_bytes = 16 << 10;
  const int bytes = 4096;
  ::setsockopt(options_.listeners[0].fd.get(), SOL_SOCKET, SO_SNDBUF, &bytes, sizeof(bytes));
  Client& web = Come();
  web.TakeLittleRoom();
  web.Pause(true);
  std::string many;
  for (int i = 0; i < 100; ++i) absl::StrAppend(&many, Frame(0x89, std::string(100, 'x')));
  for (int i = 0; i < 400 && ended(EndReason::kSendQueue) == 0; ++i) {
    web.Send(many);
    for (int turn = 0; turn < 3; ++turn) net().Turn();
    const Connection* connection = net().shell().inside().clients.Find(web.session);
    ASSERT_TRUE(connection == nullptr || connection->wire_bytes() <= (64u << 10));
  }
  EXPECT_EQ(ended(EndReason::kSendQueue), 1u);
  net().clock().Advance(absl::Seconds(3));
  net().Turn();
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

}  // namespace
}  // namespace irc
