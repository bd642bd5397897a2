// The names of the configuration: one row a key, used by the TOML reader, by transcripts and
// recordings, and by the example file's test. A key looks like "limits.nick_bytes".
#ifndef IRCSERV_CORE_CONFIG_KEYS_H_
#define IRCSERV_CORE_CONFIG_KEYS_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/config.h"

namespace irc {

using ConfigValue = std::variant<bool, int64_t, std::string, std::vector<std::string>>;

struct ConfigKey {
  absl::string_view name;
  std::variant<bool Config::*, std::string Config::*, std::vector<std::string> Config::*,
               int64_t Config::*, int64_t Limits::*, std::vector<std::string> ServiceNames::*>
      member;
  bool live;        // a rehash may change it
  int64_t min = 0;  // for numbers
  int64_t max = 0;
  absl::string_view help;  // empty: the file has blocks in the place of this key
};

// All keys but those of operator blocks, in the order of the example file.
absl::Span<const ConfigKey> ConfigKeys();

// The row of `name`, or null.
const ConfigKey* FindConfigKey(absl::string_view name);

ConfigValue GetConfig(const Config& config, const ConfigKey& key);

// INVALID_ARGUMENT with a sentence when `value` has the wrong type or is out of range.
absl::Status SetConfig(Config& config, const ConfigKey& key, const ConfigValue& value);

// Mistakes that no single key shows: names that are not valid, modes that do not exist, operators
// that are listed twice.
// One sentence for each mistake, which begins with the name of its key.
std::vector<std::string> ConfigMistakes(const Config& config);

// The first of them.
absl::Status ValidateConfig(const Config& config);

}  // namespace irc

#endif  // IRCSERV_CORE_CONFIG_KEYS_H_
