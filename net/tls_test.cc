#include "net/tls.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/testing/tls_client.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

// Carries bytes back and forth until both are silent. False when the server gave up.
bool Talk(TlsClient& client, Tls& server, std::string& plain, std::string wire = "",
          size_t piece = 100'000) {
  for (int i = 0; i < 100; ++i) {
    const std::string said = client.Step();
    for (size_t at = 0; at < said.size(); at += piece) {
      if (!server.Read(absl::string_view(said).substr(at, piece), plain, wire)) return false;
    }
    if (wire.empty() && said.empty()) return true;
    client.Take(wire);
    wire.clear();
  }
  return false;
}

std::shared_ptr<const TlsCredentials> Credentials() {
  static const auto* const credentials =
      new std::shared_ptr<const TlsCredentials>(TlsCredentials::SelfSigned("irc.example"));
  return *credentials;
}

TEST(Tls, CarriesBothWays) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsClient client("", version);
    Tls server(Credentials());
    std::string plain, wire;
    EXPECT_FALSE(server.established());
    ASSERT_TRUE(Talk(client, server, plain));
    EXPECT_TRUE(server.established());
    EXPECT_EQ(server.Version(), version == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3");
    client.Say("NICK a\r\n");
    server.Write("PING :x\r\n", wire);
    ASSERT_TRUE(Talk(client, server, plain, wire));
    EXPECT_EQ(plain, "NICK a\r\n");
    EXPECT_EQ(client.read(), "PING :x\r\n");
    EXPECT_EQ(server.ClientFingerprint(), "");
  }
}

TEST(Tls, RefusesWhatIsNoTls) {
  for (const char* bytes : {"NICK a\r\nUSER a 0 * :a\r\n", "GET / HTTP/1.1\r\n\r\n"}) {
    Tls server(Credentials());
    std::string plain, wire;
    EXPECT_FALSE(server.Read(bytes, plain, wire)) << bytes;
    EXPECT_EQ(plain, "");
  }
  TlsClient old("", TLS1_1_VERSION);
  Tls server(Credentials());
  std::string plain;
  EXPECT_FALSE(Talk(old, server, plain));
}

TEST(Tls, ClosingIsSaidOnceAndHeard) {
  TlsClient client;
  Tls server(Credentials());
  std::string plain, wire;
  ASSERT_TRUE(Talk(client, server, plain));
  client.Close();
  EXPECT_FALSE(server.Read(client.Step(), plain, wire));
  wire.clear();
  server.Close(wire);
  EXPECT_NE(wire, "");
  wire.clear();
  server.Close(wire);
  server.Write("too late\r\n", wire);
  EXPECT_EQ(wire, "");
}

// Writes the pair that `credentials` would need to files.
struct Pair {
  std::string certificate, key;
  X509* x509 = nullptr;
  EVP_PKEY* pkey = nullptr;
};
Pair MakePair(const std::string& name) {
  Pair pair;
  pair.pkey = ::EVP_EC_gen("P-256");
  pair.x509 = ::X509_new();
  ::X509_set_version(pair.x509, 2);
  ::X509_gmtime_adj(::X509_getm_notBefore(pair.x509), -3600);
  ::X509_gmtime_adj(::X509_getm_notAfter(pair.x509), 3600);
  X509_NAME* subject = ::X509_get_subject_name(pair.x509);
  ::X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  ::X509_set_issuer_name(pair.x509, subject);
  ::X509_set_pubkey(pair.x509, pair.pkey);
  ::X509_sign(pair.x509, pair.pkey, ::EVP_sha256());
  pair.certificate = absl::StrCat(::testing::TempDir(), "/", name, ".pem");
  pair.key = absl::StrCat(::testing::TempDir(), "/", name, ".key");
  FILE* file = std::fopen(pair.certificate.c_str(), "w");
  ::PEM_write_X509(file, pair.x509);
  std::fclose(file);
  file = std::fopen(pair.key.c_str(), "w");
  ::PEM_write_PrivateKey(file, pair.pkey, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(file);
  return pair;
}

TEST(Tls, TheNameThatIsAskedForChoosesTheCertificate) {
  const Pair one = MakePair("one.example"), two = MakePair("two.example");
  const auto credentials = TlsCredentials::Load({{one.certificate, one.key},
                                                 {two.certificate, two.key}});
  ASSERT_TRUE(credentials.ok()) << credentials.status();
  for (const auto& [asked, shown] :
       {std::pair("two.example", "two.example"), std::pair("one.example", "one.example"),
        std::pair("other.example", "one.example"), std::pair("", "one.example")}) {
    TlsClient client(asked);
    Tls server(*credentials);
    std::string plain;
    ASSERT_TRUE(Talk(client, server, plain));
    EXPECT_EQ(client.ServersName(), shown) << asked;
  }
}

std::string HexDigest(X509* certificate) {
  unsigned char digest[32];
  unsigned int size = 0;
  ::X509_digest(certificate, ::EVP_sha256(), digest, &size);
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest), size));
}

TEST(Tls, AClientsCertificateIsKnownByItsFingerprint) {
  const Pair mine = MakePair("me.example");
  TlsClient client;
  client.Show(mine.x509, mine.pkey);
  Tls server(Credentials());
  std::string plain;
  ASSERT_TRUE(Talk(client, server, plain));
  EXPECT_EQ(server.ClientFingerprint(), HexDigest(mine.x509));
}

// Both ends must come to the same, or no client that binds could log in.
TEST(Tls, BothEndsHaveTheSameBindings) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsClient client("", version), other("", version);
    Tls server(Credentials()), another(Credentials());
    std::string plain;
    ASSERT_TRUE(Talk(client, server, plain));
    ASSERT_TRUE(Talk(other, another, plain));
    const std::vector<ChannelBinding> wanted = {
        {.type = "tls-exporter", .data = absl::BytesToHexString(client.Exporter())},
        {.type = "tls-server-end-point", .data = HexDigest(client.ServersCertificate())}};
    EXPECT_EQ(server.Bindings(), wanted);
    EXPECT_NE(another.Bindings().front(), wanted.front());
    EXPECT_EQ(another.Bindings().back(), wanted.back());
  }
}

TEST(Tls, SaysWhatIsWrongWithAFile) {
  const Pair one = MakePair("one.example"), two = MakePair("two.example");
  const auto message = [](const std::string& certificate, const std::string& key) {
    return std::string(TlsCredentials::Load({{certificate, key}}).status().message());
  };
  EXPECT_EQ(message("/nonexistent", one.key),
            "cannot use the certificate '/nonexistent': No such file or directory");
  EXPECT_TRUE(absl::StartsWith(message(one.certificate, one.certificate),
                               absl::StrCat("cannot use the key '", one.certificate, "': ")));
  EXPECT_TRUE(absl::StrContains(message(one.certificate, two.key), two.key));
}

RC_GTEST_PROP(Tls, PiecesDoNotMatter, ()) {
  TlsClient client;
  Tls server(Credentials());
  std::string plain;
  const auto piece = *rc::gen::inRange<size_t>(1, 600);
  RC_ASSERT(Talk(client, server, plain, "", piece));
  client.Say("NICK a\r\n");
  RC_ASSERT(Talk(client, server, plain, "", piece));
  RC_ASSERT(plain == "NICK a\r\n");
}

RC_GTEST_PROP(Tls, AnyBytesAreRead, (const std::string& bytes)) {
  Tls server(Credentials());
  std::string plain, wire;
  server.Read(bytes, plain, wire);
  RC_ASSERT(plain.empty());
}

}  // namespace
}  // namespace irc
