#include "core/transcript/settings.h"

#include <array>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "core/config_keys.h"

namespace irc {
namespace transcript {
namespace {

constexpr std::array<std::pair<absl::string_view, bool Config::*>, 5> kDecidedByShell = {{
    {kPasswordRequired, &Config::password_required},
    {kAccountsKept, &Config::accounts_kept},
    {kMail, &Config::mail},
    {kBearerTokens, &Config::bearer_tokens},
    {kCloakDefault, &Config::cloak_default},
}};

}  // namespace

absl::Status ApplySetting(Config& config, const Setting& setting) {
  for (const auto& [key, member] : kDecidedByShell) {
    if (setting.key != key) continue;
    const bool* const value = std::get_if<bool>(&setting.value);
    if (value == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat(setting.key, " must be true or false"));
    }
    config.*member = *value;
    return absl::OkStatus();
  }
  const ConfigKey* const key = FindConfigKey(setting.key);
  if (key == nullptr) {
    return absl::InvalidArgumentError(absl::StrCat("there is no key '", setting.key, "'"));
  }
  return SetConfig(config, *key, setting.value);
}

std::vector<Setting> ChangedSettings(const Config& from, const Config& to) {
  std::vector<Setting> settings;
  for (const ConfigKey& key : ConfigKeys()) {
    ConfigValue value = GetConfig(to, key);
    if (value != GetConfig(from, key)) {
      settings.push_back(Setting{std::string(key.name), std::move(value)});
    }
  }
  for (const auto& [key, member] : kDecidedByShell) {
    if (from.*member != to.*member) settings.push_back(Setting{std::string(key), to.*member});
  }
  return settings;
}

}  // namespace transcript
}  // namespace irc
