#include "net/tls/self_signed.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "net/tls/tls_credentials.h"

namespace irc {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'767'225'600);  // 2026-01-01

std::shared_ptr<X509> Read(const PemPair& pair) {
  const std::unique_ptr<BIO, int (*)(BIO*)> memory(
      ::BIO_new_mem_buf(pair.certificate.data(), static_cast<int>(pair.certificate.size())),
      ::BIO_free);
  return {::PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr), ::X509_free};
}

TEST(SelfSigned, IsForTheNameAndForThisMachine) {
  const auto credentials = TlsCredentials::SelfSigned("irc.example", nullptr, kNow);
  EXPECT_TRUE(credentials->IsFor("irc.example"));
  EXPECT_TRUE(credentials->IsFor("localhost"));
  EXPECT_FALSE(credentials->IsFor("other.example"));
  const TlsCredentials::Certificate facts = credentials->Certificates().front();
  EXPECT_EQ(facts.from, kNow - absl::Hours(24));
  EXPECT_EQ(facts.until, kNow + kSelfSignedValidity);
}

TEST(SelfSigned, IsWhatStrictClientsTake) {
  const PemPair one = MakeSelfSigned("irc.example", kNow),
                two = MakeSelfSigned("irc.example", kNow);
  const std::shared_ptr<X509> certificate = Read(one), other = Read(two);
  ASSERT_NE(certificate, nullptr);
  EXPECT_EQ(::X509_verify(certificate.get(), ::X509_get0_pubkey(certificate.get())), 1);
  EXPECT_EQ(::X509_check_purpose(certificate.get(), X509_PURPOSE_SSL_SERVER, 0), 1);
  EXPECT_EQ(::X509_check_ca(certificate.get()), 0);
  EXPECT_NE(::ASN1_INTEGER_cmp(::X509_get0_serialNumber(certificate.get()),
                               ::X509_get0_serialNumber(other.get())),
            0)
      << "no number stands twice";
  EXPECT_NE(one.key, two.key);
}

TEST(SelfSigned, CanBeTakenOver) {
  const auto one = TlsCredentials::SelfSigned("irc.example", nullptr, kNow);
  const auto two = TlsCredentials::Of(one->made(), one.get());
  EXPECT_EQ(one->Certificates().front().sha256, two->Certificates().front().sha256);
  EXPECT_EQ(one->made().key, two->made().key);
  EXPECT_EQ(&one->tickets(), &two->tickets());
}

}  // namespace
}  // namespace irc
