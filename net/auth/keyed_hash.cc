#include "net/auth/keyed_hash.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <array>
#include <cstddef>

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

KeyedHash::KeyedHash(absl::string_view key) : hmac_(NewHmac()) {
  char digest[] = "SHA256";
  const OSSL_PARAM params[] = {::OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                               ::OSSL_PARAM_construct_end()};
  IRC_CHECK(::EVP_MAC_init(hmac_, Bytes(key), key.size(), params) == 1,
            "HMAC-SHA256 takes every key");
}

KeyedHash::~KeyedHash() { ::EVP_MAC_CTX_free(hmac_); }

std::string KeyedHash::Of(absl::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac;
  size_t size = 0;
  IRC_CHECK(::EVP_MAC_init(hmac_, nullptr, 0, nullptr) == 1 &&
                ::EVP_MAC_update(hmac_, Bytes(text), text.size()) == 1 &&
                ::EVP_MAC_final(hmac_, mac.data(), &size, mac.size()) == 1,
            "HMAC-SHA256 of a short text does not fail");
  return std::string(reinterpret_cast<const char*>(mac.data()), size);
}

std::string RandomKey() {
  std::string key(32, '\0');
  IRC_CHECK(
      ::RAND_bytes(reinterpret_cast<unsigned char*>(key.data()), static_cast<int>(key.size())) == 1,
      "a system without random bytes cannot keep a secret");
  return key;
}

}  // namespace irc
