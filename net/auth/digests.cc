// OpenSSL 3.0 calls SHA256_CTX deprecated, but no other interface lets a caller set the state.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "net/auth/digests.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include "core/check.h"

namespace irc {
namespace {

const EVP_MD* MethodOf(Hash hash) {
  switch (hash) {
    case Hash::kMd5:
      return ::EVP_md5();
    case Hash::kSha1:
      return ::EVP_sha1();
    case Hash::kSha224:
      return ::EVP_sha224();
    case Hash::kSha256:
      return ::EVP_sha256();
    case Hash::kSha384:
      return ::EVP_sha384();
    case Hash::kSha512:
      return ::EVP_sha512();
    case Hash::kSha3_512:
      return ::EVP_sha3_512();
  }
  IRC_CHECK(false, "the switch has every hash");
}

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// Never null, which OpenSSL would take for a missing key.
const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data() == nullptr ? "" : text.data());
}

}  // namespace

size_t DigestSize(Hash hash) { return static_cast<size_t>(::EVP_MD_get_size(MethodOf(hash))); }

std::string Digest(Hash hash, absl::string_view text) {
  std::string digest(DigestSize(hash), '\0');
  IRC_CHECK(
      ::EVP_Digest(Bytes(text), text.size(), Bytes(digest), nullptr, MethodOf(hash), nullptr) == 1,
      "OpenSSL has this hash, and memory does not run out");
  return digest;
}

std::string Hmac(Hash hash, absl::string_view key, absl::string_view text) {
  std::string mac(DigestSize(hash), '\0');
  IRC_CHECK(::HMAC(MethodOf(hash), Bytes(key), static_cast<int>(key.size()), Bytes(text),
                   text.size(), Bytes(mac), nullptr) != nullptr,
            "OpenSSL has this hash, and memory does not run out");
  return mac;
}

std::string Pbkdf2(Hash hash, absl::string_view password, absl::string_view salt,
                   uint32_t iterations) {
  std::string key(DigestSize(hash), '\0');
  IRC_CHECK(::PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(Bytes(password)),
                                static_cast<int>(password.size()), Bytes(salt),
                                static_cast<int>(salt.size()), static_cast<int>(iterations),
                                MethodOf(hash), static_cast<int>(key.size()), Bytes(key)) == 1,
            "OpenSSL has this hash, and memory does not run out");
  return key;
}

std::optional<std::string> Sha256From(absl::string_view state, absl::string_view text) {
  SHA256_CTX context;
  if (state.size() != sizeof(context.h)) return std::nullopt;
  ::SHA256_Init(&context);
  const unsigned char* bytes = Bytes(state);
  for (SHA_LONG& word : context.h) {
    word = 0;
    for (int i = 0; i < 4; ++i) word = word << 8 | *bytes++;
  }
  ::SHA256_Update(&context, Bytes(text), text.size());
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  ::SHA256_Final(Bytes(digest), &context);
  ::OPENSSL_cleanse(&context, sizeof(context));
  return digest;
}

bool SameBytes(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() && ::CRYPTO_memcmp(Bytes(a), Bytes(b), a.size()) == 0;
}

std::string RandomBytes(size_t size) {
  std::string bytes(size, '\0');
  IRC_CHECK(::RAND_bytes(Bytes(bytes), static_cast<int>(size)) == 1,
            "a system without random bytes cannot keep a secret");
  return bytes;
}

}  // namespace irc
