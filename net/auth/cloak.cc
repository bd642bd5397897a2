#include "net/auth/cloak.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <array>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "core/check.h"

namespace irc {
namespace {

EVP_MAC_CTX* NewHmac() {
  EVP_MAC* const hmac = ::EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  EVP_MAC_CTX* const context = ::EVP_MAC_CTX_new(hmac);
  ::EVP_MAC_free(hmac);
  IRC_CHECK(context != nullptr, "OpenSSL knows HMAC, and memory does not run out");
  return context;
}

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Cloaks::Cloaks(absl::string_view secret) : hmac_(NewHmac()) {
  char digest[] = "SHA256";
  const OSSL_PARAM params[] = {::OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                               ::OSSL_PARAM_construct_end()};
  IRC_CHECK(::EVP_MAC_init(hmac_, Bytes(secret), secret.size(), params) == 1,
            "HMAC-SHA256 takes every key");
}

Cloaks::~Cloaks() { ::EVP_MAC_CTX_free(hmac_); }

// The first `bytes` bytes of `address`, under the key, as eight hexadecimal digits.
std::string Cloaks::Part(const IpAddress& address, size_t bytes) {
  // The length distinguishes 10.0.0.0/16 from 10.0.0.0 with a longer prefix.
  std::string input = absl::StrCat(address.is_v4() ? "4/" : "6/", bytes, "/");
  input.append(reinterpret_cast<const char*>(address.octets().data()), bytes);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac;
  size_t size = 0;
  IRC_CHECK(::EVP_MAC_init(hmac_, nullptr, 0, nullptr) == 1 &&
                ::EVP_MAC_update(hmac_, Bytes(input), input.size()) == 1 &&
                ::EVP_MAC_final(hmac_, mac.data(), &size, mac.size()) == 1,
            "HMAC-SHA256 of a short text does not fail");
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(mac.data()), 4));
}

const std::string& Cloaks::Of(const IpAddress& address) {
  if (last_address_ == address) return last_cloak_;
  last_address_ = address;
  const bool v4 = address.is_v4();
  const size_t exact = v4 ? 4 : 8;
  const size_t network = v4 ? 3 : 6;
  const size_t wide = v4 ? 2 : 4;
  last_cloak_ = absl::StrCat(Part(address, exact), ".", Part(address, network), ".",
                             Part(address, wide), v4 ? ".ip" : ".ip6");
  return last_cloak_;
}

std::string RandomCloakSecret() {
  std::string secret(32, '\0');
  IRC_CHECK(::RAND_bytes(reinterpret_cast<unsigned char*>(secret.data()),
                         static_cast<int>(secret.size())) == 1,
            "a system without random bytes can not keep a secret");
  return secret;
}

}  // namespace irc
