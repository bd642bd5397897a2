// The protocols before the first IRC line, over real sockets: PROXY headers, WebSockets and WEBIRC.
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/io/fd.h"
#include "net/io/listener.h"
#include "net/testing/test_shell.h"
#include "net/testing/tls_over_sockets.h"
#include "net/tls/tls.h"

namespace irc {
namespace {

using ::testing::Contains;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

using Client = TestShell::Client;

class OpeningTest : public ::testing::TestWithParam<PollerKind> {
 protected:
  ShellOptions options_;

  void ListenOn(const std::string& words) {
    auto listeners = Listen({absl::StrCat("127.0.0.1 ", words)}, 0);
    ASSERT_TRUE(listeners.ok()) << listeners.status();
    options_.listeners = *std::move(listeners);
  }
  TestShell& net() {
    if (net_ == nullptr) net_ = std::make_unique<TestShell>(GetParam(), std::move(options_));
    return *net_;
  }
  // The WHOIS line with the client's address in the server.
  std::string AddressOf(Client& client) {
    client.Take();
    client.Line("WHOIS me");
    EXPECT_TRUE(net().Settle());
    for (const std::string& line : client.TakeLines()) {
      if (absl::StrContains(line, " 338 ")) return line;
    }
    return "";
  }

 private:
  std::unique_ptr<TestShell> net_;
};

INSTANTIATE_TEST_SUITE_P(Pollers, OpeningTest,
                         ::testing::Values(PollerKind::kSelect, PollerKind::kEpoll),
                         [](const auto& info) { return std::string(PollerKindName(info.param)); });

constexpr char kHeader[] = "PROXY TCP4 192.0.2.7 127.0.0.1 65533 6667\r\n";
constexpr char kIntroduction[] = "NICK me\r\nUSER me 0 * :me\r\n";

TEST_P(OpeningTest, AProxySaysWhomItBrings) {
  ListenOn("proxy");
  Client& client = net().Connect();
  // Sent in pieces, one of which has the end of the header and the beginning of the first line.
  const std::string bytes = absl::StrCat(kHeader, kIntroduction);
  for (size_t at = 0; at < bytes.size(); at += 7) {
    client.Send(absl::string_view(bytes).substr(at, 7));
    ASSERT_TRUE(net().Settle());
  }
  EXPECT_THAT(AddressOf(client), HasSubstr(" 192.0.2.7 "));
}

TEST_P(OpeningTest, AProxyIsNothingElse) {
  ListenOn("proxy");
  Client& client = net().Connect();
  client.Line("NICK me");
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(client.Take(), "ERROR :Closing Link: a PROXY header was expected\r\n");
  EXPECT_TRUE(client.at_end());
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

// Connects to the socket `path`, sends `bytes`, and runs the shell until the output contains
// `until`. Returns the output.
std::string SaidTo(TestShell& net, const std::string& path, absl::string_view bytes,
                   absl::string_view until) {
  const Fd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      ::send(fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) {
    return "";
  }
  std::string heard;
  for (int i = 0; i < 1000 && !absl::StrContains(heard, until); ++i) {
    net.Turn();
    char buffer[4096];
    const ssize_t count = ::recv(fd.get(), buffer, sizeof(buffer), MSG_DONTWAIT);
    if (count > 0) heard.append(buffer, static_cast<size_t>(count));
  }
  return heard;
}

TEST_P(OpeningTest, AUnixSocketIsThisMachine) {
  const std::string path = absl::StrCat("/tmp/ircserv_opening_", ::getpid(), ".sock");
  auto listeners = Listen({"127.0.0.1:0", absl::StrCat("unix:", path)}, 0);
  ASSERT_TRUE(listeners.ok()) << listeners.status();
  options_.listeners = *std::move(listeners);
  EXPECT_THAT(SaidTo(net(), path, absl::StrCat(kIntroduction, "WHOIS me\r\n"), " 338 "),
              HasSubstr(" 338 me me me@127.0.0.1 127.0.0.1 "));
}

// A Unix socket needs no entry in connections.proxies: the mode of its file restricts access.
TEST_P(OpeningTest, AProxyMayComeThroughAUnixSocket) {
  const std::string path = absl::StrCat("/tmp/ircserv_proxy_", ::getpid(), ".sock");
  options_.config.shell.proxies = {"192.0.2.1"};
  auto listeners = Listen({"127.0.0.1:0", absl::StrCat("unix:", path, " proxy")}, 0);
  ASSERT_TRUE(listeners.ok()) << listeners.status();
  options_.listeners = *std::move(listeners);
  EXPECT_THAT(SaidTo(net(), path, absl::StrCat(kHeader, kIntroduction, "WHOIS me\r\n"), " 338 "),
              HasSubstr(" 338 me me me@192.0.2.7 192.0.2.7 "));
}

TEST_P(OpeningTest, OnlyTrustedProxiesAreHeardAtAll) {
  ListenOn("proxy");
  options_.config.shell.proxies = {"192.0.2.1"};
  Client& client = net().ConnectRefused();
  EXPECT_EQ(client.Take(), "");
  EXPECT_TRUE(client.at_end());
  EXPECT_EQ(net().shell().inside().connections, 0u);
  EXPECT_THAT(net().log_text(), HasSubstr("refused address=127.0.0.1 reason=\"it is no proxy"));
}

TEST_P(OpeningTest, ATrustedProxyMaySayItElsewhere) {
  options_.config.shell.proxies = {"127.0.0.1"};
  Client& proxied = net().Connect();
  proxied.Send(absl::StrCat(kHeader, kIntroduction));
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(AddressOf(proxied), HasSubstr(" 192.0.2.7 "));
  proxied.Line("NICK other");
  Client& direct = net().Connect();
  direct.Send(kIntroduction);
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(AddressOf(direct), HasSubstr(" 127.0.0.1 "));
}

TEST_P(OpeningTest, NobodyElseMay) {
  Client& client = net().Connect();
  client.Send(absl::StrCat(kHeader, kIntroduction));
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(AddressOf(client), HasSubstr(" 127.0.0.1 "));
}

TEST_P(OpeningTest, LimitsHoldForWhomAProxyBrings) {
  ListenOn("proxy");
  options_.config.shell.connections_per_address = 1;
  Client& first = net().Connect();
  first.Send(kHeader);
  ASSERT_TRUE(net().Settle());
  Client& second = net().Connect();
  second.Send(kHeader);
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(second.Take(),
            "ERROR :Closing Link: 192.0.2.7 (Too many connections from your address)\r\n");
  Client& third = net().Connect();
  third.Send("PROXY TCP4 192.0.2.8 127.0.0.1 65533 6667\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_FALSE(third.at_end());
  EXPECT_EQ(net().shell().inside().connections, 2u);
}

TEST_P(OpeningTest, WhoSaysNothingGoes) {
  ListenOn("websocket");
  Client& client = net().Connect();
  net().Advance(absl::Seconds(11));
  EXPECT_TRUE(client.at_end());
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

TEST_P(OpeningTest, StoppingEndsWhatIsOpening) {
  ListenOn("websocket");
  net().Connect();
  net().shell().StopBecause("done");
  EXPECT_FALSE(net().Turn());
}

constexpr char kRequest[] =
    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Protocol: text.ircv3.net\r\n\r\n";

// A text frame with an all-zero mask, so that the text is not changed.
std::string Frame(absl::string_view text) {
  return absl::StrCat("\x81", std::string(1, static_cast<char>(0x80 | text.size())),
                      std::string(4, '\0'), text);
}

TEST_P(OpeningTest, ABrowserTalksToTheOthers) {
  ListenOn("websocket");
  Client& web = net().Connect();
  const std::string bytes =
      absl::StrCat(kRequest, Frame("NICK web"), Frame("USER w 0 * :w"), Frame("JOIN #c"));
  for (size_t at = 0; at < bytes.size(); at += 11) {
    web.Send(absl::string_view(bytes).substr(at, 11));
    ASSERT_TRUE(net().Settle());
  }
  const std::string greeting = web.Take();
  EXPECT_THAT(greeting, StartsWith("HTTP/1.1 101 Switching Protocols\r\n"));
  EXPECT_THAT(greeting, HasSubstr(":irc.local 366 web #c :End of /NAMES list"));
  web.Send(Frame("QUIT :bye"));
  ASSERT_TRUE(net().Settle());
  // The last line, and then the close frame with status 1000.
  EXPECT_THAT(web.Take(), EndsWith("(Quit: bye)\x88\x02\x03\xe8"));
  EXPECT_TRUE(web.at_end());
}

TEST_P(OpeningTest, ABrowserThatClosesHasLeft) {
  ListenOn("websocket");
  Client& web = net().Connect();
  web.Send(absl::StrCat(kRequest, Frame("NICK web"), Frame("USER w 0 * :w")));
  ASSERT_TRUE(net().Settle());
  web.Take();
  web.Send(absl::StrCat("\x88\x80", std::string(4, '\0')));
  ASSERT_TRUE(net().Settle());
  EXPECT_TRUE(web.at_end());
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

TEST_P(OpeningTest, APersonGetsAPage) {
  ListenOn("websocket");
  Client& web = net().Connect();
  web.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(web.Take(), HasSubstr("This is an IRC server."));
  EXPECT_TRUE(web.at_end());
}

constexpr char kForwarded[] =
    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "X-Forwarded-For: 198.51.100.1, 192.0.2.9\r\nX-Forwarded-Proto: https\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

TEST_P(OpeningTest, AnHttpProxySaysWhomItBrings) {
  ListenOn("websocket");
  options_.config.shell.proxies = {"127.0.0.1"};
  options_.config.shell.exempt = {};
  options_.config.shell.connections_per_address = 1;
  Client& web = net().Connect();
  web.Send(absl::StrCat(kForwarded, Frame("NICK me"), Frame("USER w 0 * :w"), Frame("WHOIS me")));
  ASSERT_TRUE(net().Settle());
  const std::string heard = web.Take();
  EXPECT_THAT(heard, HasSubstr(" 338 me me w@192.0.2.9 192.0.2.9 "));
  EXPECT_THAT(heard, HasSubstr(" 671 me me "));
  Client& second = net().Connect();
  second.Send(kForwarded);
  ASSERT_TRUE(net().Settle());
  // The HTTP response, the error in a frame of its own, and then the close frame.
  const std::string refused = second.Take();
  const std::string error =
      "ERROR :Closing Link: 192.0.2.9 (Too many connections from your address)";
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 101 Switching Protocols\r\n"));
  EXPECT_THAT(refused, EndsWith(absl::StrCat("\r\n\r\n\x81", std::string(1, error.size()), error,
                                             "\x88\x02\x03\xe8")));
  EXPECT_TRUE(second.at_end());
  // X-Forwarded-For is ignored on a connection with a PROXY header: the header's address is that of
  // a client, which is not a trusted proxy.
  Client& proxied = net().Connect();
  proxied.Send(
      absl::StrCat(kHeader, kForwarded, Frame("NICK p"), Frame("USER w 0 * :w"), Frame("WHOIS p")));
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(proxied.Take(), HasSubstr(" 338 p p w@192.0.2.7 192.0.2.7 "));
}

TEST_P(OpeningTest, NobodyElseIsBelievedThat) {
  ListenOn("websocket");
  Client& web = net().Connect();
  web.Send(absl::StrCat(kForwarded, Frame("NICK me"), Frame("USER w 0 * :w"), Frame("WHOIS me")));
  ASSERT_TRUE(net().Settle());
  const std::string heard = web.Take();
  EXPECT_THAT(heard, HasSubstr(" 338 me me w@127.0.0.1 127.0.0.1 "));
  EXPECT_THAT(heard, ::testing::Not(HasSubstr(" 671 ")));
}

class GatewayTest : public OpeningTest {
 protected:
  GatewayTest() { options_.config.shell.gateways = {{"gate", "stored", {"127.0.0.1"}}}; }

  // Checks the question to the password service, and answers it.
  void Decide(bool ok) {
    ASSERT_TRUE(net().Settle());
    ASSERT_EQ(net().passwords().open().size(), 1u);
    EXPECT_EQ(net().passwords().open().front().credential, "webirc/gate");
    EXPECT_EQ(net().passwords().open().front().password, "pw");
    net().passwords().Decide(ok);
    ASSERT_TRUE(net().Settle());
  }
  std::string WhoisOf(Client& client) {
    client.Take();
    client.Line("WHOIS me");
    EXPECT_TRUE(net().Settle());
    return client.Take();
  }
};

INSTANTIATE_TEST_SUITE_P(Pollers, GatewayTest,
                         ::testing::Values(PollerKind::kSelect, PollerKind::kEpoll),
                         [](const auto& info) { return std::string(PollerKindName(info.param)); });

constexpr char kWebirc[] = "WEBIRC pw gate host.example 192.0.2.9\r\n";

TEST_P(GatewayTest, SaysWhomItBrings) {
  Client& client = net().Connect();
  const std::string bytes = absl::StrCat(kWebirc, kIntroduction);
  for (size_t at = 0; at < sizeof(kWebirc) - 1; at += 7) {
    client.Send(absl::string_view(bytes).substr(at, std::min<size_t>(7, sizeof(kWebirc) - 1 - at)));
    ASSERT_TRUE(net().Settle());
  }
  client.Send(kIntroduction);
  // The core does not learn of the client before the gateway's password was verified.
  for (int i = 0; i < 10; ++i) net().Turn();
  EXPECT_EQ(client.Take(), "");
  Decide(true);
  EXPECT_THAT(WhoisOf(client), HasSubstr(" 338 me me me@host.example 192.0.2.9 "));
  EXPECT_THAT(net().log_text(), HasSubstr("brought by a gateway gateway=gate "
                                          "gateway_address=127.0.0.1 "));
  EXPECT_THAT(net().log_text(), HasSubstr("connected address=192.0.2.9 "));
}

TEST_P(GatewayTest, IsLetGoWithAWrongPassword) {
  Client& client = net().Connect();
  client.Send(absl::StrCat(kWebirc, kIntroduction));
  Decide(false);
  EXPECT_EQ(client.Take(), "ERROR :Invalid WebIRC password\r\n");
  EXPECT_TRUE(client.at_end());
  client.Reset();
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(net().shell().inside().connections, 0u);
  EXPECT_THAT(net().log_text(), HasSubstr("refused address=127.0.0.1 reason=webirc"));
}

TEST_P(GatewayTest, MayMeanNobodyWeCanKnow) {
  Client& client = net().Connect();
  client.Line("WEBIRC pw gate host.example nowhere");
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(client.Take(), "ERROR :Invalid WebIRC line\r\n");
  EXPECT_TRUE(client.at_end());
  EXPECT_TRUE(net().passwords().open().empty());
}

TEST_P(GatewayTest, NobodyElseMaySayIt) {
  options_.config.shell.gateways[0].addresses = {"192.0.2.1"};
  Client& client = net().Connect();
  client.Send(kWebirc);
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(client.Take(), StartsWith("ERROR :Closing Link: 127.0.0.1 (WEBIRC is for gateways "));
  EXPECT_TRUE(client.at_end());
  EXPECT_TRUE(net().passwords().open().empty());
}

TEST_P(GatewayTest, SaysItFirstOrNotAtAll) {
  Client& client = net().Connect();
  client.Send(kIntroduction);
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(WhoisOf(client), HasSubstr(" 338 me me me@127.0.0.1 127.0.0.1 "));
  Client& late = net().Connect();
  late.Send(absl::StrCat("NICK late\r\n", kWebirc));
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(late.Take(), HasSubstr("ERROR :Closing Link: 127.0.0.1 (WEBIRC is for gateways "));
}

// A client that connects from a gateway's address without WEBIRC is an ordinary client, and the
// wait for WEBIRC does not close it.
TEST_P(GatewayTest, WhoIsSilentThereIsAClient) {
  Client& client = net().Connect();
  client.Send("WEB");
  net().Advance(absl::Seconds(11));
  ASSERT_FALSE(client.at_end());
  client.Send("X\r\nNICK me\r\nUSER me 0 * :me\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(client.Take(), HasSubstr(" 421 * WEBX "));
}

TEST_P(GatewayTest, LimitsAndBansHoldForWhomItBrings) {
  options_.config.shell.connections_per_address = 1;
  options_.config.shell.exempt = {};
  options_.config.core.opers = {{"root", {"*@*"}}};
  Client& first = net().Connect();
  first.Send(absl::StrCat(kWebirc, kIntroduction));
  Decide(true);
  Client& second = net().Connect();
  second.Send(kWebirc);
  Decide(true);
  EXPECT_EQ(second.Take(),
            "ERROR :Closing Link: 192.0.2.9 (Too many connections from your address)\r\n");
  first.Line("OPER root x");
  ASSERT_TRUE(net().Settle());
  net().passwords().Decide(true);
  first.Line("DLINE 192.0.2.10 :no");
  ASSERT_TRUE(net().Settle());
  Client& banned = net().Connect();
  banned.Send(absl::StrCat("WEBIRC pw gate host.example 192.0.2.10\r\n", kIntroduction));
  Decide(true);
  EXPECT_THAT(banned.Take(), HasSubstr("ERROR :Closing Link: "));
  EXPECT_TRUE(banned.at_end());
  Client& other = net().Connect();
  other.Send("WEBIRC pw gate host.example 192.0.2.11\r\nNICK other\r\nUSER o 0 * :o\r\n");
  Decide(true);
  EXPECT_THAT(other.Take(), HasSubstr(" 001 other "));
}

TEST_P(GatewayTest, NamesThatAreNoHostsGiveWayToTheAddress) {
  Client& client = net().Connect();
  client.Send(absl::StrCat("WEBIRC pw gate not*a*host 0::2\r\n", kIntroduction));
  Decide(true);
  EXPECT_THAT(WhoisOf(client), HasSubstr(" 338 me me me@0::2 0::2 "));
}

TEST_P(GatewayTest, OfThisMachineIsBelievedAboutTls) {
  const std::string print(64, 'A');
  Client& client = net().Connect();
  client.Send(absl::StrCat("WEBIRC pw gate host.example 192.0.2.9 :secure certfp-sha-256=", print,
                           "\r\n", kIntroduction));
  Decide(true);
  const std::string whois = WhoisOf(client);
  EXPECT_THAT(whois, HasSubstr(" 671 me me "));
  EXPECT_THAT(whois, HasSubstr(absl::StrCat(" 276 me me :has client certificate fingerprint ",
                                            std::string(64, 'a'))));
}

// A gateway behind a proxy. Its own connection has no TLS, so the option "secure" is ignored.
TEST_P(GatewayTest, FromElsewhereIsNot) {
  ListenOn("proxy");
  options_.config.shell.gateways[0].addresses = {"192.0.2.7"};
  Client& client = net().Connect();
  client.Send(
      absl::StrCat(kHeader, "WEBIRC pw gate host.example 192.0.2.9 secure\r\n", kIntroduction));
  Decide(true);
  const std::string whois = WhoisOf(client);
  EXPECT_THAT(whois, HasSubstr(" 338 me me me@host.example 192.0.2.9 "));
  EXPECT_THAT(whois, ::testing::Not(HasSubstr(" 671 ")));
}

TEST_P(GatewayTest, MayChangeItsMind) {
  Client& client = net().Connect();
  client.Send(kWebirc);
  ASSERT_TRUE(net().Settle());
  client.Reset();
  net().Advance(absl::Seconds(11));
  EXPECT_EQ(net().shell().inside().connections, 0u);
  net().passwords().Decide(true);
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

TEST_P(OpeningTest, TlsIsTakenOffAndPutOn) {
  ListenOn("tls");
  options_.tls = TlsCredentials::SelfSigned("irc.local");
  Client& socket = net().Connect();
  TlsClient tls;
  Carry(net(), socket, tls);
  tls.Say("NICK me\r\nUSER me 0 * :me\r\nWHOIS me\r\n");
  Carry(net(), socket, tls);
  EXPECT_THAT(tls.read(), HasSubstr(":irc.local 001 me "));
  EXPECT_THAT(tls.read(), HasSubstr(":irc.local 671 me me "));
  tls.Say("QUIT :bye\r\n");
  Carry(net(), socket, tls);
  EXPECT_THAT(tls.read(), EndsWith("(Quit: bye)\r\n"));
  EXPECT_TRUE(socket.at_end());
}

TEST_P(OpeningTest, WhoIsRefusedWithTlsCanReadWhy) {
  ListenOn("proxy tls");
  options_.tls = TlsCredentials::SelfSigned("irc.local");
  options_.config.shell.connections_per_address = 1;
  Client& first = net().Connect();
  first.Send(kHeader);
  TlsClient of_first;
  Carry(net(), first, of_first);
  Client& second = net().Connect();
  second.Send(kHeader);
  TlsClient tls;
  Carry(net(), second, tls);
  EXPECT_EQ(tls.read(),
            "ERROR :Closing Link: 192.0.2.7 (Too many connections from your address)\r\n");
  EXPECT_TRUE(second.at_end());
}

TEST_P(OpeningTest, ACertificateIsSeenInWhois) {
  ListenOn("tls");
  options_.tls = TlsCredentials::SelfSigned("irc.local");
  EVP_PKEY* key = ::EVP_EC_gen("P-256");
  X509* certificate = MakeCertificate(key);
  unsigned char digest[32];
  unsigned int size = 0;
  ::X509_digest(certificate, ::EVP_sha256(), digest, &size);
  Client& socket = net().Connect();
  TlsClient tls;
  tls.Show(certificate, key);
  Carry(net(), socket, tls);
  tls.Say("NICK me\r\nUSER me 0 * :me\r\nWHOIS me\r\n");
  Carry(net(), socket, tls);
  EXPECT_THAT(tls.read(),
              HasSubstr(absl::StrCat(
                  ":irc.local 276 me me :has client certificate fingerprint ",
                  absl::BytesToHexString({reinterpret_cast<const char*>(digest), size}))));
  ::X509_free(certificate);
  ::EVP_PKEY_free(key);
}

// The TLS status and the certificate of the gateway do not become those of its user.
TEST_P(GatewayTest, WithTlsIsHeardBehindIt) {
  ListenOn("tls");
  options_.tls = TlsCredentials::SelfSigned("irc.local");
  EVP_PKEY* key = ::EVP_EC_gen("P-256");
  X509* certificate = MakeCertificate(key);
  for (const char* option : {"secure", "remote-port=1"}) {
    Client& socket = net().Connect();
    TlsClient tls;
    tls.Show(certificate, key);
    Carry(net(), socket, tls);
    tls.Say(absl::StrCat("WEBIRC pw gate host.example 192.0.2.9 ", option, "\r\n"));
    Carry(net(), socket, tls);
    Decide(true);
    tls.Say("NICK me\r\nUSER me 0 * :me\r\nWHOIS me\r\nQUIT\r\n");
    Carry(net(), socket, tls);
    EXPECT_THAT(tls.read(), HasSubstr(" 338 me me me@host.example 192.0.2.9 "));
    EXPECT_EQ(absl::StrContains(tls.read(), " 671 me me "), option == std::string("secure"));
    EXPECT_THAT(tls.read(), ::testing::Not(HasSubstr(" 276 ")));
  }
  Client& wrong = net().Connect();
  TlsClient tls;
  Carry(net(), wrong, tls);
  tls.Say(kWebirc);
  Carry(net(), wrong, tls);
  Decide(false);
  Carry(net(), wrong, tls);
  EXPECT_EQ(tls.read(), "ERROR :Invalid WebIRC password\r\n");
  ::X509_free(certificate);
  ::EVP_PKEY_free(key);
}

TEST_P(OpeningTest, WhoHasNoTlsIsRefusedThere) {
  ListenOn("tls");
  options_.tls = TlsCredentials::SelfSigned("irc.local");
  Client& client = net().Connect();
  client.Send(kIntroduction);
  ASSERT_TRUE(net().Settle());
  EXPECT_TRUE(client.at_end());
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

TEST_P(OpeningTest, AllThreeTogether) {
  ListenOn("proxy tls websocket");
  options_.tls = TlsCredentials::SelfSigned("irc.local");
  Client& socket = net().Connect();
  socket.Send(kHeader);
  TlsClient tls;
  Carry(net(), socket, tls);
  tls.Say(absl::StrCat(kRequest, Frame("NICK me"), Frame("USER me 0 * :me"), Frame("WHOIS me")));
  Carry(net(), socket, tls);
  EXPECT_THAT(tls.read(), StartsWith("HTTP/1.1 101 Switching Protocols\r\n"));
  EXPECT_THAT(tls.read(), HasSubstr(" 338 me me me@192.0.2.7 192.0.2.7 "));
  EXPECT_THAT(tls.read(), HasSubstr(" 671 me me "));
}

TEST_P(OpeningTest, AProxyMayBringABrowser) {
  ListenOn("proxy websocket");
  Client& web = net().Connect();
  web.Send(absl::StrCat(kHeader, kRequest, Frame("NICK me"), Frame("USER w 0 * :w")));
  ASSERT_TRUE(net().Settle());
  web.Take();
  web.Send(Frame("WHOIS me"));
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(web.Take(), HasSubstr(" 338 me me w@192.0.2.7 192.0.2.7 "));
}

}  // namespace
}  // namespace irc
