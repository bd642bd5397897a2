#include "net/auth/sealed_secret.h"

#include <openssl/evp.h>

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/check.h"
#include "net/auth/digests.h"
#include "net/auth/encodings.h"
#include "net/auth/secret_text.h"

namespace irc {
namespace {

constexpr absl::string_view kMethod = "aes-256-gcm";
constexpr int kNonceSize = 12;
constexpr int kTagSize = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX*)>;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// A cipher that has taken the key, the nonce and the owner.
Context Prepare(bool seals, absl::string_view key, absl::string_view nonce,
                absl::string_view belongs_to) {
  IRC_CHECK(key.size() == kSealingKeySize, "the key was checked when it was read");
  Context context(::EVP_CIPHER_CTX_new(), ::EVP_CIPHER_CTX_free);
  int size = 0;
  IRC_CHECK(::EVP_CipherInit_ex(context.get(), ::EVP_aes_256_gcm(), nullptr, Bytes(key),
                                Bytes(nonce), seals ? 1 : 0) == 1 &&
                (belongs_to.empty() ||
                 ::EVP_CipherUpdate(context.get(), nullptr, &size, Bytes(belongs_to),
                                    static_cast<int>(belongs_to.size())) == 1),
            "OpenSSL has AES, and memory does not run out");
  return context;
}

// The other side of `text`. A stream cipher: no byte is kept back for the end.
std::string Update(EVP_CIPHER_CTX* context, absl::string_view text) {
  std::string result(text.size(), '\0');
  int size = 0;
  IRC_CHECK(text.empty() || ::EVP_CipherUpdate(context, Bytes(result), &size, Bytes(text),
                                               static_cast<int>(text.size())) == 1,
            "a short text is no error");
  return result;
}

}  // namespace

std::string SealSecret(absl::string_view secret, absl::string_view key,
                       absl::string_view belongs_to) {
  const std::string nonce = RandomBytes(kNonceSize);
  const Context context = Prepare(/*seals=*/true, key, nonce, belongs_to);
  const std::string sealed = Update(context.get(), secret);
  std::string tag(kTagSize, '\0');
  int size = 0;
  IRC_CHECK(
      ::EVP_CipherFinal_ex(context.get(), Bytes(tag), &size) == 1 &&
          ::EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagSize, Bytes(tag)) == 1,
      "sealing does not fail at its end");
  return absl::StrCat(kMethod, ":", EncodeBase64(nonce), ":",
                      EncodeBase64(absl::StrCat(sealed, tag)));
}

std::optional<std::string> OpenSecret(absl::string_view sealed, absl::string_view key,
                                      absl::string_view belongs_to) {
  const std::vector<absl::string_view> parts = absl::StrSplit(sealed, ':');
  if (parts.size() != 3 || parts[0] != kMethod) return std::nullopt;
  const std::optional<std::string> nonce = DecodeBase64(parts[1]);
  const std::optional<std::string> text = DecodeBase64(parts[2]);
  if (!nonce || nonce->size() != kNonceSize || !text || text->size() < kTagSize) {
    return std::nullopt;
  }
  const Context context = Prepare(/*seals=*/false, key, *nonce, belongs_to);
  std::string secret =
      Update(context.get(), absl::string_view(*text).substr(0, text->size() - kTagSize));
  std::string tag = text->substr(text->size() - kTagSize);
  unsigned char rest[EVP_MAX_BLOCK_LENGTH];
  int size = 0;
  if (::EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagSize, Bytes(tag)) != 1 ||
      ::EVP_CipherFinal_ex(context.get(), rest, &size) != 1) {
    Wipe(secret);
    return std::nullopt;
  }
  return secret;
}

}  // namespace irc
