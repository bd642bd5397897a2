#include "net/auth/passwords/second_factors.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "net/auth/digests.h"
#include "net/auth/encodings.h"
#include "net/auth/recovery_codes.h"
#include "net/auth/sealed_secret.h"
#include "net/auth/totp.h"

namespace irc {
namespace {

constexpr absl::string_view kAppPasswordPrefix = "ircapp-";
constexpr absl::string_view kAppPasswordScheme = "sha256:";
constexpr size_t kAppPasswordSize = 20;  // random bytes

// What fits into a line of the protocol beside the rest of it.
constexpr size_t kChallengeBytesMax = 380;
constexpr size_t kUriBytesMax = 300;

// What a sealed secret belongs to. Sealed for one account, it opens for no other.
std::string OwnerOf(AccountId account) { return absl::StrCat("totp/", account.value); }

std::string TotpVerifier(uint64_t last_step, absl::string_view sealed) {
  return absl::StrCat(last_step, " ", sealed);
}

// The challenge of the draft. Network names and accounts may have any bytes.
std::string ChallengeOf(absl::string_view secret, absl::string_view name, absl::string_view issuer,
                        absl::string_view uri) {
  nlohmann::ordered_json json = {{"type", "totp"},
                                 {"secret", std::string(secret)},
                                 {"issuer", std::string(issuer)},
                                 {"account", std::string(name)},
                                 {"algorithm", "SHA1"},
                                 {"digits", 6},
                                 {"period", 30}};
  if (!uri.empty()) json["uri"] = std::string(uri);
  return EncodeBase64(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

// The new verifier when `code` is one of the app.
std::optional<std::string> UseTotp(absl::string_view verifier, absl::string_view key,
                                   AccountId account, absl::string_view code, absl::Time now) {
  const size_t space = verifier.find(' ');
  uint64_t last_step = 0;
  if (space == absl::string_view::npos ||
      !absl::SimpleAtoi(verifier.substr(0, space), &last_step)) {
    return std::nullopt;
  }
  const absl::string_view sealed = verifier.substr(space + 1);
  const std::optional<std::string> secret = OpenSecret(sealed, key, OwnerOf(account));
  if (!secret.has_value()) return std::nullopt;
  const std::optional<uint64_t> step = AcceptTotp(*secret, code, now, last_step);
  if (!step.has_value()) return std::nullopt;
  return TotpVerifier(*step, sealed);
}

std::string DigestOfAppPassword(absl::string_view password) {
  return absl::StrCat(kAppPasswordScheme, absl::BytesToHexString(Digest(Hash::kSha256, password)));
}

}  // namespace

FactorMade MakeTotp(absl::string_view key, AccountId account, absl::string_view name,
                    absl::string_view issuer) {
  const std::string secret = RandomBytes(kTotpSecretSize);
  const std::string text = EncodeBase32(secret);
  const std::string uri = OtpauthUri(issuer, name, secret);
  FactorMade made{.verifier = TotpVerifier(0, SealSecret(secret, key, OwnerOf(account))),
                  .shown = {text, ChallengeOf(text, name, issuer, uri)}};
  if (made.shown[1].size() > kChallengeBytesMax) made.shown[1] = ChallengeOf(text, name, "", "");
  if (uri.size() <= kUriBytesMax) made.shown.push_back(uri);
  return made;
}

FactorMade MakeRecoveryCodeSet() {
  RecoveryCodes made = MakeRecoveryCodes(RandomBytes(kRecoveryCodesEntropy));
  return {.verifier = std::move(made.stored), .shown = std::move(made.codes)};
}

FactorMade MakeAppPassword() {
  const std::string password = absl::StrCat(
      kAppPasswordPrefix, absl::AsciiStrToLower(EncodeBase32(RandomBytes(kAppPasswordSize))));
  return {.verifier = DigestOfAppPassword(password), .shown = {password}};
}

bool LooksLikeAppPassword(absl::string_view password) {
  return absl::StartsWith(password, kAppPasswordPrefix);
}

CredentialId FindAppPassword(const AccountVerifiers& verifiers,
                             absl::Span<const CredentialRow> credentials,
                             absl::string_view password) {
  if (!LooksLikeAppPassword(password)) return {};
  const std::string digest = DigestOfAppPassword(password);
  CredentialId found;
  for (const CredentialRow& row : credentials) {
    if (row.kind == "app_password" && SameBytes(verifiers.Of(row.id), digest)) found = row.id;
  }
  return found;
}

PasswordChecked CheckCode(const AccountVerifiers& verifiers, absl::string_view key,
                          absl::Span<const CredentialRow> credentials, CredentialId on_trial,
                          absl::string_view code, absl::Time now) {
  const std::string digits = absl::StrReplaceAll(code, {{" ", ""}});
  for (const CredentialRow& row : credentials) {
    const bool is_on_trial = !row.scope.empty();
    const bool counts = on_trial.value == 0 ? !is_on_trial : is_on_trial && row.id == on_trial;
    if (!counts) continue;
    std::optional<std::string> used;
    if (row.kind == "totp") {
      used = UseTotp(verifiers.Of(row.id), key, row.account, digits, now);
    } else if (row.kind == "recovery_code") {
      used = UseRecoveryCode(verifiers.Of(row.id), digits);
    }
    if (!used.has_value()) continue;
    return {.ok = true, .replacement = *std::move(used), .credential = row.id};
  }
  return {};
}

}  // namespace irc
