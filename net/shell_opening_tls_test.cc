// TLS handshakes of clients, and TLS below a PROXY header or above a WebSocket.
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <cstring>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/testing/opening_fixture.h"
#include "net/testing/tls_over_sockets.h"
#include "net/testing/web_socket_bytes.h"
#include "net/tls/tls.h"

namespace irc {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class OpeningTest : public OpeningFixture {};

INSTANTIATE_TEST_SUITE_P(Pollers, OpeningTest, BothPollers(), NameOfPoller);

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

TEST_P(OpeningTest, WhoHasNoTlsIsRefusedThere) {
  ListenOn("tls");
  options_.tls = TlsCredentials::SelfSigned("irc.local");
  Client& client = net().Connect();
  client.Send(kIntroduction);
  ASSERT_TRUE(net().Settle());
  EXPECT_TRUE(client.at_end());
  EXPECT_EQ(net().shell().inside().connections, 0u);
  EXPECT_THAT(net().log_text(), HasSubstr("refused address=127.0.0.1 reason=opening "
                                          "detail=\"TLS: wrong version number\"\n"));
}

// The STS policy is told only under the host that it is for.
TEST_P(OpeningTest, StsIsForTheHostThatTheClientHasAskedFor) {
  ListenOn("tls");
  options_.tls = TlsCredentials::SelfSigned("irc.local");
  options_.config.core.sts_port = 6697;
  for (const auto& [name, told] :
       {std::pair("irc.local", true), {"IRC.LOCAL", true}, {"", false}, {"mail.local", false}}) {
    Client& socket = net().Connect();
    TlsClient tls(name);
    Carry(net(), socket, tls);
    tls.Say("CAP LS 302\r\n");
    Carry(net(), socket, tls);
    EXPECT_EQ(absl::StrContains(tls.read(), " sts=duration="), told) << name;
    EXPECT_FALSE(absl::StrContains(tls.read(), "sts=port=")) << name;
  }
}

TEST_P(OpeningTest, AProxySaysUnderWhichHostItsClientCame) {
  ListenOn("proxy");
  options_.config.core.sts_port = 6697;
  for (const auto& [name, told] : {std::pair("irc.local", true), {"mail.local", false}}) {
    const std::string fields = absl::StrCat(
        absl::string_view("\xc0\x00\x02\x01\xc6\x33\x64\x01\xdc\x04\x1a\x0b", 12),
        absl::string_view("\x20\x00\x05\x01\x00\x00\x00\x00", 8), absl::string_view("\x02\x00", 2),
        std::string(1, static_cast<char>(strlen(name))), name);
    Client& client = net().Connect();
    client.Send(absl::StrCat(absl::string_view("\r\n\r\n\0\r\nQUIT\n\x21\x11\0", 15),
                             std::string(1, static_cast<char>(fields.size())), fields,
                             "CAP LS 302\r\n"));
    ASSERT_TRUE(net().Settle());
    EXPECT_EQ(absl::StrContains(client.Take(), " sts=duration="), told) << name;
  }
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

}  // namespace
}  // namespace irc
