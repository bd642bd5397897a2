#include "core/transcript/settings.h"

#include <string>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "core/config_keys.h"

namespace irc {
namespace transcript {

absl::Status ApplySetting(Config& config, const Setting& setting) {
  if (setting.key == kPasswordRequired) {
    const bool* const value = std::get_if<bool>(&setting.value);
    if (value == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat(setting.key, " must be true or false"));
    }
    config.password_required = *value;
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
  if (from.password_required != to.password_required) {
    settings.push_back(Setting{std::string(kPasswordRequired), to.password_required});
  }
  return settings;
}

}  // namespace transcript
}  // namespace irc
