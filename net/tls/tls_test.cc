#include "net/tls/tls.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "net/testing/tls_client.h"
#include "net/tls/tls_tickets.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

// Moves bytes in both directions until neither side has any. False when the server's TLS failed.
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

// The welcome, for example, is longer than 1,024 bytes, and the client gets the end of it.
TEST(Tls, WhoReadsLittleAndPollsTheSocketHearsAll) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsClient client("", version);
    Tls server(Credentials());
    std::string plain;
    ASSERT_TRUE(Talk(client, server, plain));
    for (const size_t size : {1, 1023, 1024, 1025, 2048, 2049, 5000, 16384, 16385, 40'000}) {
      std::string wire;
      server.Write(std::string(size, 'x'), wire);
      EXPECT_EQ(client.ReadWhilePolled(wire, 1024).size(), size) << version;
      EXPECT_EQ(client.Step(), "") << version;
      client.read().clear();
    }
  }
}

TEST(Tls, AShortWriteIsOneRecord) {
  TlsClient client;
  Tls server(Credentials());
  std::string plain, short_wire, long_wire;
  ASSERT_TRUE(Talk(client, server, plain));
  server.Write(std::string(kLastRecordBytes, 'x'), short_wire);
  server.Write(std::string(kLastRecordBytes + 1, 'x'), long_wire);
  const size_t around = short_wire.size() - kLastRecordBytes;
  EXPECT_LT(around, 40u);
  EXPECT_EQ(long_wire.size(), kLastRecordBytes + 1 + 2 * around);
}

TEST(Tls, WithoutTheLastRecord) {
  const auto lengths = [](std::vector<size_t> sizes) {
    std::vector<iovec> parts;
    for (size_t size : sizes) parts.push_back({.iov_base = nullptr, .iov_len = size});
    parts.resize(
        static_cast<size_t>(WithoutLastRecord(parts.data(), static_cast<int>(parts.size()))));
    sizes.clear();
    for (const iovec& part : parts) sizes.push_back(part.iov_len);
    return sizes;
  };
  using Sizes = std::vector<size_t>;
  EXPECT_EQ(lengths({1024}), Sizes({1024}));
  EXPECT_EQ(lengths({1000, 24}), Sizes({1000, 24}));
  EXPECT_EQ(lengths({1025}), Sizes({1}));
  EXPECT_EQ(lengths({1, 1024}), Sizes({1}));
  EXPECT_EQ(lengths({2, 1023}), Sizes({1}));
  EXPECT_EQ(lengths({5, 500, 400, 300}), Sizes({5, 176}));
}

// A certificate and its key, and the paths of their PEM files.
struct Pair {
  std::string certificate, key;
  std::shared_ptr<X509> x509;
  std::shared_ptr<EVP_PKEY> pkey;
};
Pair MakePair(const std::string& name) {
  Pair pair;
  EVP_PKEY* const pkey = ::EVP_EC_gen("P-256");
  X509* const x509 = ::X509_new();
  pair.pkey.reset(pkey, ::EVP_PKEY_free);
  pair.x509.reset(x509, ::X509_free);
  ::X509_set_version(x509, 2);
  ::X509_gmtime_adj(::X509_getm_notBefore(x509), -3600);
  ::X509_gmtime_adj(::X509_getm_notAfter(x509), 3600);
  X509_NAME* subject = ::X509_get_subject_name(x509);
  ::X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  ::X509_set_issuer_name(x509, subject);
  ::X509_set_pubkey(x509, pkey);
  ::X509_sign(x509, pkey, ::EVP_sha256());
  pair.certificate = absl::StrCat(::testing::TempDir(), "/", name, ".pem");
  pair.key = absl::StrCat(::testing::TempDir(), "/", name, ".key");
  FILE* file = std::fopen(pair.certificate.c_str(), "w");
  ::PEM_write_X509(file, x509);
  std::fclose(file);
  file = std::fopen(pair.key.c_str(), "w");
  ::PEM_write_PrivateKey(file, pkey, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(file);
  return pair;
}

TEST(Tls, TheNameThatIsAskedForChoosesTheCertificate) {
  const Pair one = MakePair("one.example"), two = MakePair("two.example");
  const auto credentials =
      TlsCredentials::Load({{one.certificate, one.key}, {two.certificate, two.key}});
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

// The digits of the fingerprint, as `openssl x509 -fingerprint -sha256` prints them.
TEST(Tls, TheServersCertificateHasAFingerprint) {
  const Pair one = MakePair("one.example"), two = MakePair("two.example");
  const auto credentials =
      TlsCredentials::Load({{one.certificate, one.key}, {two.certificate, two.key}});
  ASSERT_TRUE(credentials.ok()) << credentials.status();
  const auto certificates = (*credentials)->Certificates();
  ASSERT_EQ(certificates.size(), 2u);
  EXPECT_EQ(certificates[1].sha256.substr(2, 1), ":");
  EXPECT_EQ(absl::StrReplaceAll(absl::AsciiStrToLower(certificates[0].sha256), {{":", ""}}),
            HexDigest(one.x509.get()));
  EXPECT_EQ(absl::StrReplaceAll(absl::AsciiStrToLower(certificates[1].sha256), {{":", ""}}),
            HexDigest(two.x509.get()));
  EXPECT_EQ(Credentials()->Certificates()[0].sha256.size(), 32u * 3 - 1);
}

TEST(Tls, AClientsCertificateIsKnownByItsFingerprint) {
  const Pair mine = MakePair("me.example");
  TlsClient client;
  client.Show(mine.x509.get(), mine.pkey.get());
  Tls server(Credentials());
  std::string plain;
  ASSERT_TRUE(Talk(client, server, plain));
  EXPECT_EQ(server.ClientFingerprint(), HexDigest(mine.x509.get()));
}

// Both ends must compute the same channel bindings, or SCRAM-…-PLUS could not succeed.
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

// A client that connects, perhaps with a certificate, and connects again with the session ticket.
class ResumptionTest : public ::testing::TestWithParam<int> {
 protected:
  ResumptionTest() : client_("", GetParam()), again_("", GetParam()) {}

  void Come(const std::shared_ptr<const TlsCredentials>& credentials) {
    Tls server(credentials);
    ASSERT_TRUE(Talk(client_, server, plain_));
    EXPECT_FALSE(server.resumed());
    end_point_ = server.Bindings().back();
    again_.Resume(client_);
  }
  void ComeBack(const std::shared_ptr<const TlsCredentials>& credentials) {
    server_ = std::make_unique<Tls>(credentials);
    ASSERT_TRUE(Talk(again_, *server_, plain_));
    EXPECT_EQ(server_->resumed(), again_.resumed());
  }

  TlsClient client_, again_;
  std::unique_ptr<Tls> server_;
  ChannelBinding end_point_;
  std::string plain_;
};

INSTANTIATE_TEST_SUITE_P(Versions, ResumptionTest,
                         ::testing::Values(TLS1_2_VERSION, TLS1_3_VERSION), [](const auto& info) {
                           return info.param == TLS1_2_VERSION ? "Tls12" : "Tls13";
                         });

TEST_P(ResumptionTest, WhoComesBackResumes) {
  Come(Credentials());
  ComeBack(Credentials());
  EXPECT_TRUE(server_->resumed());
  again_.Say("NICK a\r\n");
  ASSERT_TRUE(Talk(again_, *server_, plain_));
  EXPECT_EQ(plain_, "NICK a\r\n");
}

TEST_P(ResumptionTest, TheFingerprintIsStillKnown) {
  const Pair mine = MakePair("me.example");
  client_.Show(mine.x509.get(), mine.pkey.get());
  Come(Credentials());
  ComeBack(Credentials());  // the client does not send its certificate again
  EXPECT_TRUE(server_->resumed());
  EXPECT_EQ(server_->ClientFingerprint(), HexDigest(mine.x509.get()));
}

// The first certificate of the new credentials has another name than that of the ticket's session.
TEST_P(ResumptionTest, TicketsOutliveAReload) {
  const Pair one = MakePair("one.example"), two = MakePair("two.example");
  const auto before = TlsCredentials::Load({{one.certificate, one.key}});
  ASSERT_TRUE(before.ok());
  Come(*before);
  const auto now =
      TlsCredentials::Load({{two.certificate, two.key}, {one.certificate, one.key}}, before->get());
  ASSERT_TRUE(now.ok());
  ComeBack(*now);
  EXPECT_TRUE(server_->resumed());
  // A resumed session has no certificate message, so its binding uses the old certificate.
  EXPECT_EQ(server_->Bindings().back(), end_point_);
  EXPECT_EQ(end_point_.data, HexDigest(one.x509.get()));
}

TEST_P(ResumptionTest, AnotherServersTicketsAreNotTaken) {
  Come(Credentials());
  ComeBack(TlsCredentials::SelfSigned("irc.example"));
  EXPECT_FALSE(server_->resumed());
  EXPECT_TRUE(server_->established());
}

TEST_P(ResumptionTest, AKeySealsForATimeAndOpensForAnother) {
  for (const auto& [hours, good] :
       {std::pair(1, true), std::pair(3, true), std::pair(4, false), std::pair(100, false)}) {
    const auto credentials = TlsCredentials::SelfSigned("irc.example");
    const absl::Time start = absl::FromUnixSeconds(1000);
    credentials->tickets().SetTime(start);
    TlsClient client("", GetParam()), again("", GetParam());
    Tls first(credentials), second(credentials);
    ASSERT_TRUE(Talk(client, first, plain_));
    again.Resume(client);
    // For small `hours` the ticket keys see every hour (a busy server), otherwise only the last.
    for (int hour = hours < 10 ? 1 : hours; hour <= hours; ++hour) {
      credentials->tickets().SetTime(start + absl::Hours(hour));
    }
    ASSERT_TRUE(Talk(again, second, plain_));
    EXPECT_EQ(second.resumed(), good) << hours;
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
  EXPECT_EQ(message(one.certificate, two.key),
            absl::StrCat("the key '", two.key, "' does not belong to the certificate '",
                         one.certificate, "'"));
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
