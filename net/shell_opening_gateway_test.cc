// WEBIRC: the address and the TLS status of a client that a gateway brings.
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/testing/opening_fixture.h"
#include "net/testing/tls_over_sockets.h"
#include "net/tls/tls.h"

namespace irc {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class GatewayTest : public OpeningFixture {
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

INSTANTIATE_TEST_SUITE_P(Pollers, GatewayTest, BothPollers(), NameOfPoller);

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
  EXPECT_THAT(net().log_text(), HasSubstr("warning login failed address=127.0.0.1 method=WEBIRC "
                                          "name=gate why=wrong_password\n"));
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
  EXPECT_EQ(net().passwords().open().size(), 1u);
  client.Reset();
  net().Advance(absl::Seconds(11));
  EXPECT_EQ(net().shell().inside().connections, 0u);
  EXPECT_TRUE(net().passwords().open().empty()) << "its password is not checked any more";
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

}  // namespace
}  // namespace irc
