#include "net/auth/passwords/verifier.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "net/auth/digests.h"
#include "net/auth/passwords/imported_verifier.h"

namespace irc {
namespace {

constexpr size_t kSaltSize = 16;

constexpr absl::string_view kNoScramKeys = "SCRAM-SHA-256$none";

bool IsOwn(absl::string_view stored) { return absl::StartsWith(stored, "$argon2id$"); }

absl::string_view HashPart(absl::string_view stored) { return stored.substr(0, stored.find(' ')); }

absl::string_view ScramPart(absl::string_view stored) {
  const size_t space = stored.find(' ');
  return space == absl::string_view::npos ? "" : stored.substr(space + 1);
}

}  // namespace

std::optional<std::string> MakeVerifier(absl::string_view password, const VerifierCost& cost) {
  if (absl::StrContains(password, '\0')) return std::nullopt;
  std::string verifier = Argon2Hash(password, RandomBytes(kSaltSize), cost.argon2);
  if (verifier.empty()) return std::nullopt;
  if (cost.scram_iterations == 0) return verifier;
  const auto keys = MakeScramKeys(password, RandomBytes(kSaltSize), cost.scram_iterations);
  absl::StrAppend(&verifier, " ", keys ? ScramKeysText(*keys) : kNoScramKeys);
  return verifier;
}

Verdict VerifyPassword(absl::string_view stored, const std::string& password) {
  if (stored.empty()) return Verdict::kWrong;
  if (!IsOwn(stored)) return VerifyImported(stored, password);
  if (NeedsReset(stored)) return Verdict::kNeedsReset;
  // Argon2 takes a NUL as a byte like others, and MakeVerifier takes none.
  return Argon2Verify(password, HashPart(stored)) ? Verdict::kRight : Verdict::kWrong;
}

Verdict VerifyInEqualTime(absl::string_view stored, const std::string& password,
                          const VerifierCost& cost) {
  const Verdict verdict = VerifyPassword(stored, password);
  const bool cost_as_much =
      absl::StartsWith(stored, Argon2Setting(cost.argon2)) && verdict != Verdict::kNeedsReset;
  if (!cost_as_much) Argon2Verify(password, DummyVerifier(cost));
  return verdict;
}

std::string DummyVerifier(const VerifierCost& cost) {
  // The bytes of salt and hash are zeros, in base64 without padding. To find a password for such a
  // hash is as hard as for any other.
  return absl::StrCat(Argon2Setting(cost.argon2), std::string(22, 'A'), "$", std::string(43, 'A'));
}

bool NeedsNewVerifier(absl::string_view stored, const VerifierCost& cost) {
  if (!absl::StartsWith(stored, Argon2Setting(cost.argon2))) return true;
  const absl::string_view scram = ScramPart(stored);
  if (cost.scram_iterations == 0) return !scram.empty();
  if (scram == kNoScramKeys) return false;
  const std::optional<ScramKeys> keys = ParseScramKeys(scram);
  return !keys || keys->iterations != cost.scram_iterations;
}

bool NeedsReset(absl::string_view stored) {
  if (stored.empty()) return false;
  return IsOwn(stored) ? !IsArgon2Hash(HashPart(stored)) : ImportedNeedsReset(stored);
}

std::optional<ScramKeys> ScramKeysOf(absl::string_view stored) {
  return IsOwn(stored) ? ParseScramKeys(ScramPart(stored)) : ImportedScramKeys(stored);
}

}  // namespace irc
