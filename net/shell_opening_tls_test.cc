// TLS handshakes of clients, and TLS below a PROXY header or above a WebSocket.
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <string>

#include "absl/strings/escaping.h"
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
