#include "net/tls/self_signed.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "core/check.h"

namespace irc {
namespace {

void AddExtension(X509* certificate, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = ::X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  IRC_CHECK(extension != nullptr, "OpenSSL knows these extensions");
  ::X509_add_ext(certificate, extension, -1);
  ::X509_EXTENSION_free(extension);
}

// Clients refuse two certificates of one issuer with the same number.
void SetRandomSerial(X509* certificate) {
  const std::unique_ptr<BIGNUM, void (*)(BIGNUM*)> number(::BN_new(), ::BN_free);
  IRC_CHECK(::BN_rand(number.get(), 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1,
            "the key had its random bits");
  ::BN_to_ASN1_INTEGER(number.get(), ::X509_get_serialNumber(certificate));
}

void Fill(X509* certificate, const std::string& name, EVP_PKEY* key, absl::Time now) {
  ::X509_set_version(certificate, 2);  // counted from 0
  SetRandomSerial(certificate);
  ::ASN1_TIME_set(::X509_getm_notBefore(certificate), absl::ToTimeT(now - absl::Hours(24)));
  ::ASN1_TIME_set(::X509_getm_notAfter(certificate), absl::ToTimeT(now + kSelfSignedValidity));
  X509_NAME* subject = ::X509_get_subject_name(certificate);
  ::X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  ::X509_set_issuer_name(certificate, subject);
  ::X509_set_pubkey(certificate, key);
  AddExtension(certificate, NID_basic_constraints, "critical,CA:FALSE");
  AddExtension(certificate, NID_key_usage, "critical,digitalSignature");
  AddExtension(certificate, NID_ext_key_usage, "serverAuth");
  AddExtension(certificate, NID_subject_alt_name, absl::StrCat("DNS:", name, ",DNS:localhost"));
  IRC_CHECK(::X509_sign(certificate, key, ::EVP_sha256()) > 0, "a fresh key signs");
}

// What `write` writes as PEM.
template <typename Write>
std::string PemOf(Write write) {
  const std::unique_ptr<BIO, int (*)(BIO*)> memory(::BIO_new(::BIO_s_mem()), ::BIO_free);
  IRC_CHECK(write(memory.get()) == 1, "memory does not run out");
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

}  // namespace

PemPair MakeSelfSigned(const std::string& name, absl::Time now) {
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(::EVP_EC_gen("P-256"), ::EVP_PKEY_free);
  IRC_CHECK(key != nullptr, "OpenSSL knows this curve");
  const std::unique_ptr<X509, void (*)(X509*)> certificate(::X509_new(), ::X509_free);
  Fill(certificate.get(), name, key.get(), now);
  return {
      .certificate = PemOf([&](BIO* to) { return ::PEM_write_bio_X509(to, certificate.get()); }),
      .key = PemOf([&](BIO* to) {
        return ::PEM_write_bio_PrivateKey(to, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
      })};
}

}  // namespace irc
