#include "net/cloak.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "core/check.h"

namespace irc {
namespace {

// The first `bytes` bytes of `address`, under the key, as eight hexadecimal digits.
std::string Part(const IpAddress& address, size_t bytes, absl::string_view secret) {
  // The length keeps apart 10.0.0.0/16 and the address 10.0.0.0 of a longer prefix.
  std::string input = absl::StrCat(address.v6 ? "6/" : "4/", bytes, "/");
  input.append(reinterpret_cast<const char*>(address.bytes.data()), bytes);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac;
  unsigned int size = 0;
  IRC_CHECK(::HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
                   reinterpret_cast<const unsigned char*>(input.data()), input.size(), mac.data(),
                   &size) != nullptr,
            "HMAC-SHA256 of a short text does not fail");
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(mac.data()), 4));
}

}  // namespace

std::string Cloak(const IpAddress& address, absl::string_view secret) {
  if (address.v6) {
    return absl::StrCat(Part(address, 8, secret), ".", Part(address, 6, secret), ".",
                        Part(address, 4, secret), ".ip6");
  }
  return absl::StrCat(Part(address, 4, secret), ".", Part(address, 3, secret), ".",
                      Part(address, 2, secret), ".ip");
}

std::string RandomCloakSecret() {
  std::string secret(32, '\0');
  IRC_CHECK(::RAND_bytes(reinterpret_cast<unsigned char*>(secret.data()),
                         static_cast<int>(secret.size())) == 1,
            "a system without random bytes can not keep a secret");
  return secret;
}

}  // namespace irc
