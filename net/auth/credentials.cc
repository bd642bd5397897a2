#include "net/auth/credentials.h"

#include <crypt.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <memory>

#include "absl/strings/str_cat.h"
#include "core/check.h"

namespace irc {
namespace {

bool IsHash(absl::string_view stored) { return !stored.empty() && stored.front() == '$'; }

using Digest = std::array<unsigned char, 32>;

Digest Sha256(absl::string_view text) {
  Digest digest;
  IRC_CHECK(
      ::EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1,
      "SHA-256 of a short text does not fail");
  return digest;
}

// Takes a time that depends neither on the content of a text nor on the place of a difference.
bool SameText(absl::string_view a, absl::string_view b) {
  const Digest digest_a = Sha256(a);
  const Digest digest_b = Sha256(b);
  return ::CRYPTO_memcmp(digest_a.data(), digest_b.data(), digest_a.size()) == 0;
}

// crypt(3) of `password` with the method, cost and salt of `setting`; empty when it fails.
std::string Crypt(const std::string& password, const std::string& setting) {
  auto work = std::make_unique<crypt_data>();  // 32 KiB, zeroed
  const char* hash = ::crypt_rn(password.c_str(), setting.c_str(), work.get(), sizeof(*work));
  std::string result = hash == nullptr ? "" : hash;
  ::OPENSSL_cleanse(work.get(), sizeof(*work));
  return result;
}

}  // namespace

void Credentials::Set(absl::string_view name, absl::string_view stored) {
  stored_[name] = std::string(stored);
  if (IsHash(stored)) dummy_ = std::string(stored);
}

bool Credentials::Check(absl::string_view name, const std::string& password) const {
  const auto found = stored_.find(name);
  const bool known = found != stored_.end();
  const bool hashed = known && IsHash(found->second);
  std::string computed;
  if (!dummy_.empty()) computed = Crypt(password, hashed ? found->second : dummy_);
  const std::string& expected = known ? found->second : dummy_;
  const bool same = SameText(hashed ? computed : password, expected);
  // A password with a NUL would be cut by crypt(3). A protocol line cannot have one either.
  return known && same && password.find('\0') == std::string::npos;
}

std::string AccountCredential(absl::string_view account) {
  return absl::StrCat(kAccountCredentials, account);
}

std::string GatewayCredential(absl::string_view gateway) {
  return absl::StrCat("webirc/", gateway);
}

bool IsUsableHash(const std::string& stored) {
  // Computing a hash takes milliseconds, and a configuration may hold as many as it has accounts.
  return ::crypt_checksalt(stored.c_str()) != CRYPT_SALT_INVALID;
}

}  // namespace irc
