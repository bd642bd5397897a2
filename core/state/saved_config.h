// The configuration in a snapshot: the value of each key, under the name of the key in the file.
#ifndef IRCSERV_CORE_STATE_SAVED_CONFIG_H_
#define IRCSERV_CORE_STATE_SAVED_CONFIG_H_

#include <string>

#include "absl/container/btree_map.h"
#include "core/config.h"
#include "core/config_keys.h"
#include "core/state/archive.h"

namespace irc {

template <typename Archive>
void Fields(Archive& archive, OperConfig& oper) {
  auto& [name, hosts] = oper;
  IRC_FIELDS(archive, name, hosts);
}

// Every member of Config is a key of ConfigKeys() but for the three that are named here. A key that
// the snapshot does not have keeps its default.
template <typename Archive>
void Fields(Archive& archive, Config& config) {
  auto& password_required = config.password_required;
  auto& accounts_kept = config.accounts_kept;
  auto& opers = config.opers;
  absl::btree_map<std::string, ConfigValue> keys;
  if constexpr (!Archive::kLoading) {
    for (const ConfigKey& key : ConfigKeys()) keys[std::string(key.name)] = GetConfig(config, key);
  }
  IRC_FIELDS(archive, keys, password_required, opers);
  IRC_FIELDS_SINCE(10, archive, accounts_kept);
  if constexpr (Archive::kLoading) {
    for (const auto& [name, value] : keys) {
      const ConfigKey* key = FindConfigKey(name);
      if (key == nullptr || !SetConfig(config, *key, value).ok()) {
        archive.Fail("its configuration is wrong");
      }
    }
  }
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_SAVED_CONFIG_H_
