#include "net/auth/credentials.h"

#include <crypt.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "net/auth/crypt_hash.h"

namespace irc {
namespace {

bool IsHash(absl::string_view stored) { return !stored.empty() && stored.front() == '$'; }

using Digest = std::array<unsigned char, 32>;

absl::string_view TextOf(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// "account/" of "account/bob", "server" of itself.
absl::string_view KindOf(absl::string_view name) {
  return name.substr(0, std::min(name.find('/'), name.size() - 1) + 1);
}

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

}  // namespace

void Credentials::Set(absl::string_view name, absl::string_view stored) {
  Kind& kind = kinds_[KindOf(name)];
  std::string& text = stored_[name];
  if (IsHash(text)) kind.hashes.erase(std::find(kind.hashes.begin(), kind.hashes.end(), text));
  text = std::string(stored);
  if (!IsHash(stored)) return;
  kind.hashes.push_back(text);
  kind.key = Sha256(absl::StrCat(TextOf(kind.key), stored));
}

const std::string& Credentials::SettingOf(absl::string_view name) const {
  static const std::string kNone;
  const auto found = stored_.find(name);
  if (found != stored_.end() && IsHash(found->second)) return found->second;
  const auto kind = kinds_.find(KindOf(name));
  if (kind == kinds_.end() || kind->second.hashes.empty()) return kNone;
  uint64_t number = 0;
  const Digest digest = Sha256(absl::StrCat(TextOf(kind->second.key), name));
  std::memcpy(&number, digest.data(), sizeof(number));
  return kind->second.hashes[number % kind->second.hashes.size()];
}

bool Credentials::Check(absl::string_view name, const std::string& password) const {
  const auto found = stored_.find(name);
  const bool known = found != stored_.end();
  const std::string& setting = SettingOf(name);
  const std::string computed = setting.empty() ? "" : CryptHash(password, setting);
  const std::string& expected = known ? found->second : setting;
  const bool same = SameText(known && IsHash(expected) ? computed : password, expected);
  // A password with a NUL would be cut by crypt(3). A protocol line cannot have one either.
  return known && same && password.find('\0') == std::string::npos;
}

std::string AccountCredential(absl::string_view account) {
  return absl::StrCat(kAccountCredentials, account);
}

std::string GatewayCredential(absl::string_view gateway) {
  return absl::StrCat("webirc/", gateway);
}

std::string HashOf(const std::string& password) {
  if (password.find('\0') != std::string::npos) return "";
  char setting[CRYPT_GENSALT_OUTPUT_SIZE];
  // Without random bytes of ours, libxcrypt takes those of the system.
  for (const char* method : {"$y$", static_cast<const char*>(nullptr)}) {
    if (::crypt_gensalt_rn(method, 0, nullptr, 0, setting, sizeof(setting)) == nullptr) continue;
    const std::string hash = CryptHash(password, setting);
    if (IsHash(hash)) return hash;
  }
  return "";
}

bool IsUsableHash(const std::string& stored) {
  // Computing a hash takes milliseconds, and a configuration may hold as many as it has accounts.
  return ::crypt_checksalt(stored.c_str()) != CRYPT_SALT_INVALID;
}

}  // namespace irc
