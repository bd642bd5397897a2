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
  auto& [name, hosts, oper_class, account, certfps, password, automatic, second_factor] = oper;
  IRC_FIELDS(archive, name, hosts);
  IRC_FIELDS_SINCE(10, archive, oper_class, account, certfps, password, automatic, second_factor);
}

template <typename Archive>
void Fields(Archive& archive, OperClassConfig& oper_class) {
  auto& [name, privileges, extends] = oper_class;
  IRC_FIELDS(archive, name, privileges, extends);
}

// Every member of Config is a key of ConfigKeys() but for those that are named here. A key that
// the snapshot does not have keeps its default.
template <typename Archive>
void Fields(Archive& archive, Config& config) {
  auto& password_required = config.password_required;
  auto& accounts_kept = config.accounts_kept;
  auto& mail = config.mail;
  auto& bearer_tokens = config.bearer_tokens;
  auto& cloak_default = config.cloak_default;
  auto& opers = config.opers;
  auto& oper_classes = config.oper_classes;
  absl::btree_map<std::string, ConfigValue> keys;
  if constexpr (!Archive::kLoading) {
    for (const ConfigKey& key : ConfigKeys()) keys[std::string(key.name)] = GetConfig(config, key);
  }
  IRC_FIELDS(archive, keys, password_required, opers);
  IRC_FIELDS_SINCE(10, archive, accounts_kept, mail, bearer_tokens, oper_classes, cloak_default);
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
