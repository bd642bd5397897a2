#include "core/kept/live_settings.h"

#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/texts/accounts.h"

namespace irc {
namespace {

// Lines of text, which are no words.
constexpr absl::string_view kLines[] = {"server.motd", "server.rules"};

struct ToText {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(int64_t value) const { return absl::StrCat(value); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const std::vector<std::string>& value) const {
    return absl::StrJoin(value, " ");
  }
};

// Of the type that `like` has; absent: the text is none of it.
std::optional<ConfigValue> ValueOf(const ConfigValue& like, absl::string_view text) {
  if (std::holds_alternative<bool>(like)) {
    const bool on = absl::EqualsIgnoreCase(text, "true") || absl::EqualsIgnoreCase(text, "on");
    const bool off = absl::EqualsIgnoreCase(text, "false") || absl::EqualsIgnoreCase(text, "off");
    if (!on && !off) return std::nullopt;
    return ConfigValue(on);
  }
  if (std::holds_alternative<int64_t>(like)) {
    int64_t number = 0;
    if (!absl::SimpleAtoi(text, &number)) return std::nullopt;
    return ConfigValue(number);
  }
  if (std::holds_alternative<std::string>(like)) return ConfigValue(std::string(text));
  return ConfigValue(std::vector<std::string>(absl::StrSplit(text, ' ', absl::SkipEmpty())));
}

}  // namespace

const ConfigKey* FindLiveKey(absl::string_view name) {
  const ConfigKey* key = FindConfigKey(name);
  if (key == nullptr || !key->live || key->help.empty()) return nullptr;
  for (absl::string_view lines : kLines) {
    if (key->name == lines) return nullptr;
  }
  return key;
}

std::string LiveText(const Config& config, const ConfigKey& key) {
  return std::visit(ToText(), GetConfig(config, key));
}

std::string SetLiveText(Config& config, const ConfigKey& key, absl::string_view text) {
  const ConfigValue before = GetConfig(config, key);
  std::optional<ConfigValue> value = ValueOf(before, text);
  if (!value.has_value()) {
    return FillText(
        config.services,
        std::holds_alternative<bool>(before) ? texts::kServerKeyIsFlag : texts::kServerKeyIsNumber,
        key.name);
  }
  Config changed = config;
  absl::Status status = SetConfig(changed, key, *value);
  if (status.ok()) status = ValidateConfig(changed);
  if (!status.ok()) return std::string(status.message());
  config = std::move(changed);
  return "";
}

void PutSettings(StaffRules& rules, Config& config) {
  // Out first, so that the order of two changes does not matter. What was good is good again.
  for (const auto& [name, text] : rules.configured) {
    const ConfigKey* key = FindLiveKey(name);
    if (key == nullptr) continue;
    const std::optional<ConfigValue> value = ValueOf(GetConfig(config, *key), text);
    if (value.has_value()) SetConfig(config, *key, *value).IgnoreError();
  }
  rules.configured.clear();
  for (const auto& [name, row] : rules.settings().rows()) {
    const ConfigKey* key = FindLiveKey(name);
    if (key == nullptr) continue;
    std::string before = LiveText(config, *key);
    if (SetLiveText(config, *key, row.value).empty()) {
      rules.configured.emplace(key->name, std::move(before));
    }
  }
}

}  // namespace irc
