#include "net/auth/passwords/imported_verifier.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "net/auth/digests.h"
#include "net/auth/encodings.h"
#include "net/auth/passwords/bcrypt.h"
#include "net/auth/passwords/foreign_hash.h"
#include "net/auth/secret_text.h"

namespace irc {
namespace {

constexpr absl::string_view kErgo = "ergo:";
constexpr absl::string_view kAtheme = "atheme:";
constexpr absl::string_view kAnope = "anope:";
constexpr absl::string_view kPlain = "plain:";
constexpr absl::string_view kReset = "reset:";
// Forms of the others that hold a password in clear.
constexpr absl::string_view kAnopePlain = "anope:plain:";
constexpr absl::string_view kAthemePlain = "atheme:$base64$";

constexpr size_t kBcryptSize = 60;

bool IsErgoHash(absl::string_view text) {
  return text.size() == kBcryptSize && absl::StartsWith(text, "$2a$");
}

// "<bcrypt>", or "<bcrypt> <keys of SCRAM>"
HashCheck ReadErgoHash(absl::string_view text) {
  const absl::string_view hash = text.substr(0, text.find(' '));
  if (!IsErgoHash(hash)) return nullptr;
  return [hash = std::string(hash)](const std::string& password) {
    std::string digest = Digest(Hash::kSha3_512, password);
    const bool is_right = SameBytes(Bcrypt(digest, hash), hash);
    Wipe(digest);
    return is_right;
  };
}

HashCheck ReadStored(absl::string_view stored) {
  if (absl::ConsumePrefix(&stored, kErgo)) return ReadErgoHash(stored);
  if (absl::ConsumePrefix(&stored, kAtheme)) return ReadAthemeHash(stored);
  if (absl::ConsumePrefix(&stored, kAnope)) return ReadAnopeHash(stored);
  if (absl::ConsumePrefix(&stored, kPlain)) return ReadClearText(stored);
  return nullptr;
}

}  // namespace

std::string ImportedFromAtheme(absl::string_view word, bool is_hashed) {
  return is_hashed ? absl::StrCat(kAtheme, word) : absl::StrCat(kPlain, EncodeBase64(word));
}

std::string ImportedFromAnope(absl::string_view pass) { return absl::StrCat(kAnope, pass); }

std::string ImportedFromErgo(const ErgoCredentials& credentials) {
  if (credentials.passphrase_hash.empty()) return "";
  switch (credentials.version) {
    case 1: {
      if (!IsErgoHash(credentials.passphrase_hash)) return std::string(kReset);
      const ScramKeys keys = {.iterations = credentials.iters,
                              .salt = credentials.salt,
                              .stored_key = credentials.stored_key,
                              .server_key = credentials.server_key};
      return absl::StrCat(kErgo, credentials.passphrase_hash, AreUsable(keys) ? " " : "",
                          AreUsable(keys) ? ScramKeysText(keys) : "");
    }
    case -1:
      return ImportedFromAtheme(credentials.passphrase_hash, /*is_hashed=*/true);
    case -2:
      return ImportedFromAnope(credentials.passphrase_hash);
    default:  // 0: needs a salt that lay elsewhere
      return std::string(kReset);
  }
}

Verdict VerifyImported(absl::string_view stored, const std::string& password) {
  const HashCheck check = ReadStored(stored);
  if (!check) return Verdict::kNeedsReset;
  const bool is_right = check(password) && !absl::StrContains(password, '\0');
  return is_right ? Verdict::kRight : Verdict::kWrong;
}

bool ImportedNeedsReset(absl::string_view stored) { return !ReadStored(stored); }

std::optional<std::string> ImportedClearText(absl::string_view stored) {
  for (absl::string_view prefix : {kPlain, kAnopePlain, kAthemePlain}) {
    if (absl::ConsumePrefix(&stored, prefix)) return DecodeBase64(stored);
  }
  return std::nullopt;
}

std::optional<ScramKeys> ImportedScramKeys(absl::string_view stored) {
  if (absl::ConsumePrefix(&stored, kAtheme)) return ReadAthemeScramKeys(stored);
  const size_t space = stored.find(' ');
  if (!absl::StartsWith(stored, kErgo) || space == absl::string_view::npos) return std::nullopt;
  return ParseScramKeys(stored.substr(space + 1));
}

}  // namespace irc
