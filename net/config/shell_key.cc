// Reads and writes the values of keys, with their checks.
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "net/config/shell_config.h"

namespace irc {

const ShellKey* FindShellKey(absl::string_view name) {
  for (const ShellKey& key : ShellKeys()) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

ConfigValue GetShellConfig(const ShellConfig& config, const ShellKey& key) {
  return std::visit([&](auto member) -> ConfigValue { return config.*member; }, key.member);
}

absl::Status CheckTexts(absl::string_view name, const std::vector<std::string>& texts,
                        bool (*allows)(absl::string_view text), absl::string_view allowed) {
  std::vector<std::string> wrong;
  for (const std::string& text : texts) {
    if (!allows(text)) wrong.push_back(absl::StrCat("'", text, "'"));
  }
  if (wrong.empty()) return absl::OkStatus();
  const bool one = wrong.size() == 1;
  return absl::InvalidArgumentError(absl::StrFormat("%s: %s%s is %s%s", name, one ? "" : "none of ",
                                                    absl::StrJoin(wrong, ", "), one ? "not " : "",
                                                    allowed));
}

namespace {

absl::Status CheckValue(const ShellKey& key, const std::vector<std::string>& texts) {
  if (key.allows == nullptr) return absl::OkStatus();
  const absl::Status status = CheckTexts(key.name, texts, key.allows, key.allowed);
  if (status.ok() || !key.secret) return status;
  return absl::InvalidArgumentError(absl::StrFormat("%s must be %s", key.name, key.allowed));
}

absl::Status CheckValue(const ShellKey& key, const std::string& text) {
  return CheckValue(key, std::vector<std::string>{text});
}

absl::Status CheckValue(const ShellKey&, bool) { return absl::OkStatus(); }

absl::Status CheckValue(const ShellKey& key, int64_t number) {
  if (key.min <= number && number <= key.max) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrFormat("%s must be from %d to %d, not %d", key.name, key.min, key.max, number));
}

absl::string_view TypeName(const std::string&) { return "a text in quotes"; }
absl::string_view TypeName(const std::vector<std::string>&) { return "a list of texts"; }
absl::string_view TypeName(bool) { return "true or false"; }
absl::string_view TypeName(int64_t) { return "a whole number"; }

}  // namespace

absl::Status SetShellConfig(ShellConfig& config, const ShellKey& key, const ConfigValue& value) {
  return std::visit(
      [&](auto member) {
        using T = std::decay_t<decltype(config.*member)>;
        const T* typed = std::get_if<T>(&value);
        if (typed == nullptr) {
          return absl::InvalidArgumentError(
              absl::StrFormat("%s must be %s", key.name, TypeName(config.*member)));
        }
        const absl::Status status = CheckValue(key, *typed);
        if (status.ok()) config.*member = *typed;
        return status;
      },
      key.member);
}

}  // namespace irc
