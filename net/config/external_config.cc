#include "net/config/external_config.h"

#include <sys/stat.h>
#include <unistd.h>

#include <optional>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "net/auth/jwt.h"
#include "net/io/files.h"

namespace irc {
namespace {

std::optional<JwtFamily> FamilyOf(absl::string_view algorithm) {
  if (algorithm == "hmac") return JwtFamily::kHmac;
  if (algorithm == "rsa") return JwtFamily::kRsa;
  if (algorithm == "eddsa") return JwtFamily::kEdDsa;
  return std::nullopt;
}

absl::Status Mistake(std::string sentence) {
  return absl::InvalidArgumentError(absl::StrCat("jwt: ", sentence));
}

}  // namespace

absl::StatusOr<JwtConfig> JudgeJwt(JwtConfig values, const std::string& key_file) {
  const std::optional<JwtFamily> family = FamilyOf(values.algorithm);
  if (!family.has_value()) return Mistake("algorithm must be \"hmac\", \"rsa\" or \"eddsa\"");
  if (values.key.empty() == key_file.empty()) return Mistake("give either key or key_file");
  if (!key_file.empty()) {
    absl::StatusOr<std::string> text = ReadWholeFile(key_file);
    if (!text.ok()) {
      return Mistake(absl::StrCat("cannot read '", key_file, "': ", text.status().message()));
    }
    // An editor ends a secret with a line break, which is no part of it.
    values.key = std::string(absl::StripSuffix(*text, "\n"));
  }
  if (values.account_claims.empty()) return Mistake("account_claims must name at least one claim");
  const auto key = JwtKey::Read(*family, values.key);
  if (const auto* why = std::get_if<std::string>(&key)) return Mistake(*why);
  return values;
}

absl::Status CheckScriptCommand(const std::vector<std::string>& command) {
  if (command.empty()) return absl::OkStatus();
  const std::string& path = command.front();
  if (path.empty() || path.front() != '/') {
    return absl::InvalidArgumentError(
        absl::StrCat("accounts.script: '", path, "' must be a path that begins with '/'"));
  }
  struct stat info = {};
  if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode) ||
      ::access(path.c_str(), X_OK) != 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("accounts.script: '", path, "' is no file that can be executed"));
  }
  return absl::OkStatus();
}

bool ChecksTokens(const ExternalConfig& config) {
  return !config.script.empty() || !config.jwts.empty() || !config.introspection_url.empty();
}

std::shared_ptr<ExternalChecks> ExternalChecksOf(const ExternalConfig& config) {
  if (!ChecksTokens(config)) return nullptr;
  std::vector<JwtIssuer> issuers;
  for (const JwtConfig& jwt : config.jwts) {
    const auto key = JwtKey::Read(*FamilyOf(jwt.algorithm), jwt.key);
    issuers.push_back({.key = std::get<JwtKey>(key),
                       .rules = {.account_claims = jwt.account_claims,
                                 .strip_domain = jwt.strip_domain,
                                 .issuer = jwt.issuer,
                                 .audience = jwt.audience}});
  }
  return std::make_shared<ExternalChecks>(
      std::move(issuers),
      IntrospectionOptions{.url = config.introspection_url,
                           .client_id = config.introspection_client_id,
                           .client_secret = config.introspection_client_secret,
                           .timeout = absl::Seconds(config.introspection_timeout_seconds)},
      ScriptOptions{.command = config.script,
                    .timeout = absl::Seconds(config.script_timeout_seconds),
                    .processes = static_cast<size_t>(config.script_processes)});
}

}  // namespace irc
