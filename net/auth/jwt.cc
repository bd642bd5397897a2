#include "net/auth/jwt.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "net/auth/encodings.h"

namespace irc {
namespace {

using Json = nlohmann::json;

// Nothing unless the text is the base64 of a JSON object.
std::optional<Json> ReadObject(absl::string_view base64) {
  const std::optional<std::string> text = DecodeBase64Url(base64);
  if (!text) return std::nullopt;
  Json json = Json::parse(*text, /*cb=*/nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return std::nullopt;
  return json;
}

const Json* Find(const Json& object, const std::string& name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

bool IsText(const Json& value, absl::string_view text) {
  const auto* string = value.get_ptr<const Json::string_t*>();
  return string != nullptr && *string == text;
}

// "aud" is one text or a list of them (RFC 7519 section 4.1.3).
bool HasAudience(const Json& value, absl::string_view audience) {
  if (!value.is_array()) return IsText(value, audience);
  for (const Json& each : value) {
    if (IsText(each, audience)) return true;
  }
  return false;
}

// A NumericDate: seconds since 1970, perhaps with a fraction.
std::optional<absl::Time> ReadDate(const Json& value) {
  if (!value.is_number()) return std::nullopt;
  return absl::UnixEpoch() + absl::Seconds(value.get<double>());
}

std::optional<JwtError> CheckDates(const Json& claims, const JwtRules& rules, absl::Time now) {
  if (const Json* value = Find(claims, "exp")) {
    const std::optional<absl::Time> expiry = ReadDate(*value);
    if (!expiry) return JwtError::kMalformed;
    if (now >= *expiry + rules.leeway) return JwtError::kExpired;
  } else if (rules.needs_expiry) {
    return JwtError::kExpired;
  }
  if (const Json* value = Find(claims, "nbf")) {
    const std::optional<absl::Time> begin = ReadDate(*value);
    if (!begin) return JwtError::kMalformed;
    if (now < *begin - rules.leeway) return JwtError::kNotYetValid;
  }
  return std::nullopt;
}

bool IsForUs(const Json& claims, const JwtRules& rules) {
  const Json* issuer = Find(claims, "iss");
  const Json* audience = Find(claims, "aud");
  return (rules.issuer.empty() || (issuer != nullptr && IsText(*issuer, rules.issuer))) &&
         (rules.audience.empty() ||
          (audience != nullptr && HasAudience(*audience, rules.audience)));
}

std::string WithoutDomain(const std::string& name, const JwtRules& rules) {
  const size_t at = name.find('@');
  if (at == std::string::npos) return name;
  const absl::string_view domain = absl::string_view(name).substr(at + 1);
  const bool is_ours =
      !rules.strip_domain.empty() && absl::EqualsIgnoreCase(domain, rules.strip_domain);
  return is_ours ? name.substr(0, at) : "";
}

std::variant<std::string, JwtError> ReadAccount(const Json& claims, const JwtRules& rules) {
  for (const std::string& name : rules.account_claims) {
    const Json* value = Find(claims, name);
    const auto* text = value == nullptr ? nullptr : value->get_ptr<const Json::string_t*>();
    if (text == nullptr) continue;
    std::string account = WithoutDomain(*text, rules);
    if (!account.empty()) return account;
  }
  return JwtError::kNoAccount;
}

}  // namespace

absl::string_view JwtErrorText(JwtError error) {
  switch (error) {
    case JwtError::kMalformed:
      return "the token is malformed";
    case JwtError::kAlgorithm:
      return "the algorithm is not that of the key";
    case JwtError::kSignature:
      return "the signature is wrong";
    case JwtError::kExpired:
      return "the token has expired";
    case JwtError::kNotYetValid:
      return "the token is not valid yet";
    case JwtError::kNotForUs:
      return "the issuer or the audience is another";
    case JwtError::kNoAccount:
      return "no claim names an account";
  }
  return "";
}

std::variant<std::string, JwtError> AccountOfJwt(absl::string_view token, const JwtKey& key,
                                                 const JwtRules& rules, absl::Time now) {
  if (token.size() > kLongestJwt) return JwtError::kMalformed;
  const std::vector<absl::string_view> parts = absl::StrSplit(token, '.');
  if (parts.size() != 3) return JwtError::kMalformed;
  const std::optional<Json> header = ReadObject(parts[0]);
  const std::optional<std::string> signature = DecodeBase64Url(parts[2]);
  // "crit" names parts of the header that must be understood (RFC 7515 section 4.1.11).
  if (!header || !signature || header->contains("crit")) return JwtError::kMalformed;
  const Json* name = Find(*header, "alg");
  const auto* algorithm = name == nullptr ? nullptr : name->get_ptr<const Json::string_t*>();
  if (algorithm == nullptr || !key.Has(*algorithm)) return JwtError::kAlgorithm;
  const absl::string_view text = token.substr(0, parts[0].size() + 1 + parts[1].size());
  if (!key.IsSignature(*algorithm, text, *signature)) return JwtError::kSignature;
  const std::optional<Json> claims = ReadObject(parts[1]);
  if (!claims) return JwtError::kMalformed;
  if (const auto error = CheckDates(*claims, rules, now)) return *error;
  if (!IsForUs(*claims, rules)) return JwtError::kNotForUs;
  return ReadAccount(*claims, rules);
}

}  // namespace irc
