#include "net/auth/crypt_hash.h"

#include <crypt.h>
#include <openssl/crypto.h>

#include <memory>

namespace irc {

std::string CryptHash(const std::string& password, const std::string& setting) {
  auto work = std::make_unique<crypt_data>();  // 32 KiB, zeroed
  const char* hash = ::crypt_rn(password.c_str(), setting.c_str(), work.get(), sizeof(*work));
  std::string result = hash == nullptr ? "" : hash;
  ::OPENSSL_cleanse(work.get(), sizeof(*work));
  return result;
}

}  // namespace irc
