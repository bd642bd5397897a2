#include "net/tls/tls_bindings.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace irc {
namespace {

// The hash of the certificate by the hash function of its signature, but at least SHA-256.
// Signatures without a hash function (Ed25519) have no such binding.
std::string EndPoint(X509* certificate) {
  int hash = NID_undef;
  if (certificate == nullptr ||
      ::X509_get_signature_info(certificate, &hash, nullptr, nullptr, nullptr) != 1 ||
      hash == NID_undef) {
    return "";
  }
  if (hash == NID_md5 || hash == NID_sha1) hash = NID_sha256;
  const EVP_MD* function = ::EVP_get_digestbynid(hash);
  return function == nullptr ? "" : CertificateDigest(certificate, function);
}

}  // namespace

std::string CertificateDigest(X509* certificate, const EVP_MD* hash) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (::X509_digest(certificate, hash, digest, &size) != 1) return "";
  return std::string(reinterpret_cast<const char*>(digest), size);
}

// Before TLS 1.3 two connections can have the same keys, unless they use the extended master secret
// (RFC 7627). Without it there is no binding.
std::string ExporterBinding(SSL* ssl) {
  if (::SSL_version(ssl) < TLS1_3_VERSION && ::SSL_get_extms_support(ssl) != 1) return "";
  static constexpr char kLabel[] = "EXPORTER-Channel-Binding";
  unsigned char data[32];
  if (::SSL_export_keying_material(ssl, data, sizeof(data), kLabel, sizeof(kLabel) - 1, nullptr, 0,
                                   1) != 1) {
    return "";
  }
  return std::string(reinterpret_cast<const char*>(data), sizeof(data));
}

std::string EndPointBinding(SSL* ssl) {
  void* data = nullptr;
  size_t size = 0;
  if (::SSL_session_reused(ssl) == 1 &&
      ::SSL_SESSION_get0_ticket_appdata(::SSL_get_session(ssl), &data, &size) == 1) {
    return std::string(static_cast<const char*>(data), size);
  }
  return EndPoint(::SSL_get_certificate(ssl));
}

int RememberEndPoint(SSL* ssl, void*) {
  const std::string data = EndPointBinding(ssl);
  return ::SSL_SESSION_set1_ticket_appdata(::SSL_get_session(ssl), data.data(), data.size());
}

}  // namespace irc
