#include "net/auth/passwords/foreign_hash.h"

#include <crypt.h>

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "net/auth/crypt_hash.h"
#include "net/auth/digests.h"
#include "net/auth/encodings.h"
#include "net/auth/passwords/argon2_hash.h"
#include "net/auth/passwords/bcrypt.h"
#include "net/auth/passwords/saslprep.h"
#include "net/auth/secret_text.h"

namespace irc {
namespace {

// Hashes come with their costs. Beyond these, a check would take minutes.
constexpr uint32_t kMostIterations = 5'000'000;
constexpr absl::string_view kLargestScryptCost = "I";  // 2 to the 20th, of "./0…9A…Za…z"

constexpr absl::string_view kCryptAlphabet =
    "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

bool IsNumberUpTo(absl::string_view text, uint32_t most) {
  uint32_t number = 0;
  return absl::SimpleAtoi(text, &number) && number <= most;
}

bool IsBearable(absl::string_view hash) {
  if (absl::StartsWith(hash, "$2")) {
    return hash.size() > 6 && IsNumberUpTo(hash.substr(4, 2), kLargestBcryptCost);
  }
  if (absl::ConsumePrefix(&hash, "$7$")) {
    return !hash.empty() && kCryptAlphabet.find(hash[0]) <= kCryptAlphabet.find(kLargestScryptCost);
  }
  const size_t rounds = hash.find("$rounds=");
  if (rounds == absl::string_view::npos) return true;
  hash.remove_prefix(rounds + 8);
  return IsNumberUpTo(hash.substr(0, hash.find('$')), kMostIterations);
}

HashCheck ReadCrypt(absl::string_view text) {
  std::string hash(text);
  const int validity = ::crypt_checksalt(hash.c_str());
  if (validity == CRYPT_SALT_INVALID || validity == CRYPT_SALT_METHOD_DISABLED ||
      !IsBearable(hash)) {
    return nullptr;
  }
  return [hash = std::move(hash)](const std::string& password) {
    return SameBytes(CryptHash(password, hash), hash);
  };
}

HashCheck ReadArgon2(absl::string_view hash) {
  if (!IsArgon2Hash(hash)) return nullptr;
  return [hash = std::string(hash)](const std::string& password) {
    return Argon2Verify(password, hash);
  };
}

HashCheck ReadDigest(Hash hash, absl::string_view hex) {
  std::optional<std::string> digest = DecodeHex(hex);
  if (!digest || digest->size() != DigestSize(hash)) return nullptr;
  return [=, digest = *std::move(digest)](const std::string& password) {
    return SameBytes(Digest(hash, password), digest);
  };
}

HashCheck CheckWithState(const std::optional<std::string>& state,
                         const std::optional<std::string>& digest) {
  if (!state || !digest || state->size() != 32 || digest->size() != 32) return nullptr;
  return [state = *state, digest = *digest](const std::string& password) {
    return SameBytes(*Sha256From(state, password), digest);
  };
}

// "<hexadecimal>:<hexadecimal>", of a MAC and its key for example.
using HexPair = std::pair<std::optional<std::string>, std::optional<std::string>>;
HexPair ReadHexPair(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ':');
  if (parts.size() != 2) return {};
  return {DecodeHex(parts[0]), DecodeHex(parts[1])};
}

HashCheck ReadHmac(Hash hash, absl::string_view text) {
  auto [mac, key] = ReadHexPair(text);
  if (!mac || !key || mac->size() != DigestSize(hash)) return nullptr;
  return [=, mac = *mac, key = *key](const std::string& password) {
    return SameBytes(Hmac(hash, key, password), mac);
  };
}

// $z$<algorithm>$<iterations>$<salt>$<digest>, or …$<ServerKey>$<StoredKey>
struct Pbkdf2V2 {
  Hash hash = Hash::kSha512;
  uint32_t iterations = 0;
  std::string salt;
  std::string digest;       // empty when there are keys of SCRAM
  ScramKeyPair scram_keys;  // empty when there is a digest
};

// The number of the algorithm is the sum of the hash, 20 when the salt is in base64, and 40 when
// there are keys of SCRAM.
bool ReadAlgorithm(uint32_t number, Pbkdf2V2* parsed, bool* salt_is_base64, bool* has_keys) {
  constexpr std::array kHashes = {Hash::kMd5, Hash::kSha1, Hash::kSha256, Hash::kSha512};
  const uint32_t hash = number % 20;
  if (hash < 3 || hash > 6 || number >= 80) return false;
  parsed->hash = kHashes[hash - 3];
  *salt_is_base64 = number / 20 % 2 == 1;
  *has_keys = number >= 40;
  return true;
}

std::optional<Pbkdf2V2> ReadPbkdf2V2(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '$');
  Pbkdf2V2 parsed;
  uint32_t number = 0;
  bool salt_is_base64 = false, has_keys = false;
  if (parts.size() < 6 || !parts[0].empty() || parts[1] != "z" ||
      !absl::SimpleAtoi(parts[2], &number) ||
      !ReadAlgorithm(number, &parsed, &salt_is_base64, &has_keys) ||
      parts.size() != (has_keys ? 7 : 6) || !absl::SimpleAtoi(parts[3], &parsed.iterations) ||
      parsed.iterations == 0 || parsed.iterations > kMostIterations) {
    return std::nullopt;
  }
  const auto salt = salt_is_base64 ? DecodeBase64(parts[4]) : std::string(parts[4]);
  const auto first = DecodeBase64(parts[5]);
  const auto second = has_keys ? DecodeBase64(parts[6]) : "";
  const size_t size = DigestSize(parsed.hash);
  if (!salt || !first || first->size() != size || !second ||
      second->size() != (has_keys ? size : 0)) {
    return std::nullopt;
  }
  parsed.salt = *salt;
  if (has_keys) parsed.scram_keys = {.stored_key = *second, .server_key = *first};
  if (!has_keys) parsed.digest = *first;
  return parsed;
}

bool MatchesScramKeys(const Pbkdf2V2& stored, absl::string_view password) {
  const ScramKeyPair pair = ScramKeyPairOf(stored.hash, password, stored.salt, stored.iterations);
  return SameBytes(pair.server_key, stored.scram_keys.server_key) &&
         SameBytes(pair.stored_key, stored.scram_keys.stored_key);
}

HashCheck ReadPbkdf2V2Check(absl::string_view text) {
  const std::optional<Pbkdf2V2> stored = ReadPbkdf2V2(text);
  if (!stored) return nullptr;
  return [stored = *stored](const std::string& password) {
    if (!stored.digest.empty()) {
      return SameBytes(Pbkdf2(stored.hash, password, stored.salt, stored.iterations),
                       stored.digest);
    }
    // Atheme prepares the password only when it was built with libidn.
    if (MatchesScramKeys(stored, password)) return true;
    std::optional<std::string> prepared = SaslPrep(password, Unassigned::kAllowed);
    const bool matches = prepared && *prepared != password && MatchesScramKeys(stored, *prepared);
    if (prepared) Wipe(*prepared);
    return matches;
  };
}

constexpr size_t kPbkdf2V1Salt = 16;

// Salt and digest of the first pbkdf2, without anything between them.
HashCheck ReadPbkdf2V1(absl::string_view text) {
  std::optional<std::string> digest = DecodeHex(text.substr(kPbkdf2V1Salt));
  if (!digest) return nullptr;
  return [salt = std::string(text.substr(0, kPbkdf2V1Salt)),
          digest = *std::move(digest)](const std::string& password) {
    return SameBytes(Pbkdf2(Hash::kSha512, password, salt, 128'000), digest);
  };
}

// $anope$enc_sha256$ is followed by the state and the digest.
HashCheck ReadAthemeAnope(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '$');
  if (parts.size() != 2) return nullptr;
  return CheckWithState(DecodeBase64(parts[0]), DecodeBase64(parts[1]));
}

HashCheck ReadAnopeSha256(absl::string_view text) {
  const auto [digest, state] = ReadHexPair(text);
  return CheckWithState(state, digest);
}

template <Hash kHash>
HashCheck ReadDigestOf(absl::string_view text) {
  return ReadDigest(kHash, text);
}

template <Hash kHash>
HashCheck ReadHmacOf(absl::string_view text) {
  return ReadHmac(kHash, text);
}

struct Form {
  absl::string_view prefix;
  HashCheck (*read)(absl::string_view);  // takes what follows the prefix
};

template <size_t kSize>
HashCheck ReadForm(const std::array<Form, kSize>& forms, absl::string_view text) {
  for (const Form& form : forms) {
    if (absl::StartsWith(text, form.prefix)) return form.read(text.substr(form.prefix.size()));
  }
  return nullptr;
}

}  // namespace

HashCheck ReadClearText(absl::string_view base64) {
  std::optional<std::string> text = DecodeBase64(base64);
  if (!text) return nullptr;
  const std::string digest = Digest(Hash::kSha256, *text);
  Wipe(*text);
  return [digest](const std::string& password) {
    return SameBytes(Digest(Hash::kSha256, password), digest);
  };
}

HashCheck ReadAthemeHash(absl::string_view word) {
  constexpr std::array<Form, 6> kForms = {{
      {"$rawmd5$", ReadDigestOf<Hash::kMd5>},
      {"$rawsha1$", ReadDigestOf<Hash::kSha1>},
      {"$rawsha256$", ReadDigestOf<Hash::kSha256>},
      {"$rawsha512$", ReadDigestOf<Hash::kSha512>},
      {"$base64$", ReadClearText},
      {"$anope$enc_sha256$", ReadAthemeAnope},
  }};
  if (HashCheck check = ReadForm(kForms, word)) return check;
  if (absl::StartsWith(word, "$argon2")) return ReadArgon2(word);
  if (absl::StartsWith(word, "$z$")) return ReadPbkdf2V2Check(word);
  // "$ircservices$" ends here too: crypt(3) does not know it.
  if (absl::StartsWith(word, "$")) return ReadCrypt(word);
  if (word.size() == kPbkdf2V1Salt + 128) return ReadPbkdf2V1(word);
  return word.size() == 13 ? ReadCrypt(word) : nullptr;  // the oldest method
}

HashCheck ReadAnopeHash(absl::string_view pass) {
  constexpr std::array<Form, 17> kForms = {{
      {"argon2d:", ReadArgon2},
      {"argon2i:", ReadArgon2},
      {"argon2id:", ReadArgon2},
      {"bcrypt:", ReadCrypt},
      {"posix:", ReadCrypt},
      {"sha256:", ReadAnopeSha256},
      {"hmac-sha224:", ReadHmacOf<Hash::kSha224>},
      {"hmac-sha256:", ReadHmacOf<Hash::kSha256>},
      {"hmac-sha384:", ReadHmacOf<Hash::kSha384>},
      {"hmac-sha512:", ReadHmacOf<Hash::kSha512>},
      {"raw-sha224:", ReadDigestOf<Hash::kSha224>},
      {"raw-sha256:", ReadDigestOf<Hash::kSha256>},
      {"raw-sha384:", ReadDigestOf<Hash::kSha384>},
      {"raw-sha512:", ReadDigestOf<Hash::kSha512>},
      {"sha1:", ReadDigestOf<Hash::kSha1>},
      {"md5:", ReadDigestOf<Hash::kMd5>},
      {"plain:", ReadClearText},
  }};
  return ReadForm(kForms, pass);
}

std::optional<ScramKeys> ReadAthemeScramKeys(absl::string_view word) {
  const std::optional<Pbkdf2V2> stored = ReadPbkdf2V2(word);
  if (!stored || stored->hash != Hash::kSha256 || !stored->digest.empty()) return std::nullopt;
  ScramKeys keys = {.iterations = stored->iterations,
                    .salt = stored->salt,
                    .stored_key = stored->scram_keys.stored_key,
                    .server_key = stored->scram_keys.server_key};
  if (!AreUsable(keys)) return std::nullopt;
  return keys;
}

}  // namespace irc
