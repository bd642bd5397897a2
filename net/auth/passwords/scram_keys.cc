#include "net/auth/passwords/scram_keys.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "net/auth/encodings.h"
#include "net/auth/passwords/saslprep.h"
#include "net/auth/secret_text.h"

namespace irc {
namespace {

constexpr size_t kKeySize = 32;
constexpr size_t kSaltSize = 16;

bool IsNumber(absl::string_view text, uint32_t* number) {
  return absl::SimpleAtoi(text, number) && absl::StrCat(*number) == text;
}

}  // namespace

ScramKeyPair ScramKeyPairOf(Hash hash, absl::string_view password, absl::string_view salt,
                            uint32_t iterations) {
  std::string salted = Pbkdf2(hash, password, salt, iterations);
  std::string client_key = Hmac(hash, salted, "Client Key");
  ScramKeyPair pair = {.stored_key = Digest(hash, client_key),
                       .server_key = Hmac(hash, salted, "Server Key")};
  Wipe(salted);
  Wipe(client_key);
  return pair;
}

std::optional<ScramKeys> MakeScramKeys(absl::string_view password, absl::string_view salt,
                                       uint32_t iterations) {
  std::optional<std::string> prepared = SaslPrep(password, Unassigned::kForbidden);
  if (!prepared) return std::nullopt;
  ScramKeyPair pair = ScramKeyPairOf(Hash::kSha256, *prepared, salt, iterations);
  Wipe(*prepared);
  return ScramKeys{.iterations = iterations,
                   .salt = std::string(salt),
                   .stored_key = std::move(pair.stored_key),
                   .server_key = std::move(pair.server_key)};
}

ScramKeys FakeScramKeys(absl::string_view folded_name, absl::string_view secret,
                        uint32_t iterations) {
  const auto derived = [&](absl::string_view what) {
    return Hmac(Hash::kSha256, secret, absl::StrCat("scram ", what, " ", folded_name));
  };
  return {.iterations = iterations,
          .salt = derived("salt").substr(0, kSaltSize),
          .stored_key = derived("stored"),
          .server_key = derived("server"),
          .is_fake = true};
}

std::string ScramKeysText(const ScramKeys& keys) {
  return absl::StrCat(kScramScheme, keys.iterations, ":", EncodeBase64(keys.salt), "$",
                      EncodeBase64(keys.stored_key), ":", EncodeBase64(keys.server_key));
}

std::optional<ScramKeys> ParseScramKeys(absl::string_view text) {
  if (!absl::ConsumePrefix(&text, kScramScheme)) return std::nullopt;
  // Base64 has neither '$' nor ':'.
  const std::vector<absl::string_view> parts = absl::StrSplit(text, absl::ByAnyChar("$:"));
  if (parts.size() != 4) return std::nullopt;
  ScramKeys keys;
  std::optional<std::string> salt = DecodeBase64(parts[1]);
  std::optional<std::string> stored_key = DecodeBase64(parts[2]);
  std::optional<std::string> server_key = DecodeBase64(parts[3]);
  if (!salt || !stored_key || !server_key || !IsNumber(parts[0], &keys.iterations)) {
    return std::nullopt;
  }
  keys.salt = *std::move(salt);
  keys.stored_key = *std::move(stored_key);
  keys.server_key = *std::move(server_key);
  if (!AreUsable(keys) || absl::StrCat(kScramScheme, text) != ScramKeysText(keys)) {
    return std::nullopt;
  }
  return keys;
}

bool AreUsable(const ScramKeys& keys) {
  return keys.iterations >= kFewestScramIterations && keys.iterations <= kMostScramIterations &&
         !keys.salt.empty() && keys.stored_key.size() == kKeySize &&
         keys.server_key.size() == kKeySize;
}

}  // namespace irc
