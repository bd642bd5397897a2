#include <openssl/bio.h>
#include <openssl/decoder.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <optional>

#include "absl/strings/match.h"
#include "net/auth/digests.h"
#include "net/auth/jwt.h"
#include "net/auth/secret_text.h"

namespace irc {
namespace {

constexpr size_t kShortestSecret = 32;
constexpr int kFewestRsaBits = 2048;

using PublicKey = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)>;

struct Algorithm {
  absl::string_view name;
  JwtFamily family;
  Hash hash;
  const EVP_MD* (*method)();  // null: the algorithm has its own
  bool is_pss;
};
constexpr std::array<Algorithm, 10> kAlgorithms = {{
    {"HS256", JwtFamily::kHmac, Hash::kSha256, nullptr, false},
    {"HS384", JwtFamily::kHmac, Hash::kSha384, nullptr, false},
    {"HS512", JwtFamily::kHmac, Hash::kSha512, nullptr, false},
    {"RS256", JwtFamily::kRsa, Hash::kSha256, ::EVP_sha256, false},
    {"RS384", JwtFamily::kRsa, Hash::kSha384, ::EVP_sha384, false},
    {"RS512", JwtFamily::kRsa, Hash::kSha512, ::EVP_sha512, false},
    {"PS256", JwtFamily::kRsa, Hash::kSha256, ::EVP_sha256, true},
    {"PS384", JwtFamily::kRsa, Hash::kSha384, ::EVP_sha384, true},
    {"PS512", JwtFamily::kRsa, Hash::kSha512, ::EVP_sha512, true},
    {"EdDSA", JwtFamily::kEdDsa, Hash::kSha512, nullptr, false},
}};

const Algorithm* AlgorithmNamed(absl::string_view name) {
  for (const Algorithm& algorithm : kAlgorithms) {
    if (algorithm.name == name) return &algorithm;
  }
  return nullptr;
}

// Of a public key, also in the old form of RSA, or of a certificate; null otherwise.
PublicKey ReadPublicKey(absl::string_view pem) {
  const std::unique_ptr<BIO, int (*)(BIO*)> bio(
      ::BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), ::BIO_free);
  EVP_PKEY* key = nullptr;
  if (absl::StrContains(pem, "BEGIN CERTIFICATE")) {
    X509* certificate = ::PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr);
    if (certificate != nullptr) key = ::X509_get_pubkey(certificate);
    ::X509_free(certificate);
  } else if (absl::StrContains(pem, "PUBLIC KEY")) {
    OSSL_DECODER_CTX* decoder = ::OSSL_DECODER_CTX_new_for_pkey(
        &key, "PEM", nullptr, nullptr, EVP_PKEY_PUBLIC_KEY, nullptr, nullptr);
    ::OSSL_DECODER_from_bio(decoder, bio.get());
    ::OSSL_DECODER_CTX_free(decoder);
  }
  ::ERR_clear_error();  // or the next user of TLS in this thread takes them for its own
  return PublicKey(key, ::EVP_PKEY_free);
}

bool VerifyWithPublicKey(EVP_PKEY* key, const Algorithm& algorithm, absl::string_view text,
                         absl::string_view signature) {
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(::EVP_MD_CTX_new(),
                                                                   ::EVP_MD_CTX_free);
  EVP_PKEY_CTX* options = nullptr;  // belongs to the context
  const EVP_MD* method = algorithm.method == nullptr ? nullptr : algorithm.method();
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  const bool is_right =
      ::EVP_DigestVerifyInit(context.get(), &options, method, nullptr, key) == 1 &&
      (!algorithm.is_pss ||
       (::EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1 &&
        ::EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) == 1)) &&
      ::EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()),
                         signature.size(), bytes, text.size()) == 1;
  ::ERR_clear_error();
  return is_right;
}

}  // namespace

struct JwtKey::State {
  State(JwtFamily family, absl::string_view secret, PublicKey key)
      : family(family), secret(secret), key(std::move(key)) {}
  ~State() { Wipe(secret); }

  JwtFamily family;
  std::string secret;  // of kHmac
  PublicKey key;       // of the others
};

std::variant<JwtKey, std::string> JwtKey::Read(JwtFamily family, absl::string_view text) {
  PublicKey key(nullptr, ::EVP_PKEY_free);
  if (family == JwtFamily::kHmac) {
    if (absl::StrContains(text, "-----BEGIN ")) {
      return "the secret of HMAC is a key in PEM: a public key is no secret";
    }
    if (text.size() < kShortestSecret) return "the secret of HMAC has less than 32 bytes";
    return JwtKey(std::make_shared<const State>(family, text, std::move(key)));
  }
  if (absl::StrContains(text, "PRIVATE KEY")) {
    return "this is a private key, and to check signatures takes the public key";
  }
  key = ReadPublicKey(text);
  if (key == nullptr) return "this is no public key in PEM";
  if (family == JwtFamily::kRsa && ::EVP_PKEY_is_a(key.get(), "RSA") != 1) {
    return "this is no key of RSA";
  }
  if (family == JwtFamily::kRsa && ::EVP_PKEY_get_bits(key.get()) < kFewestRsaBits) {
    return "the key of RSA has less than 2048 bits";
  }
  if (family == JwtFamily::kEdDsa && ::EVP_PKEY_is_a(key.get(), "ED25519") != 1) {
    return "this is no key of Ed25519";
  }
  return JwtKey(std::make_shared<const State>(family, "", std::move(key)));
}

bool JwtKey::IsSignature(absl::string_view algorithm, absl::string_view text,
                         absl::string_view signature) const {
  const Algorithm* found = AlgorithmNamed(algorithm);
  if (found == nullptr || found->family != state_->family) return false;
  if (found->family == JwtFamily::kHmac) {
    return SameBytes(Hmac(found->hash, state_->secret, text), signature);
  }
  return VerifyWithPublicKey(state_->key.get(), *found, text, signature);
}

bool JwtKey::Has(absl::string_view algorithm) const {
  const Algorithm* found = AlgorithmNamed(algorithm);
  return found != nullptr && found->family == state_->family;
}

}  // namespace irc
