// Settings that staff has changed while the server runs: they stand in the place of what the
// configuration has, also after a restart, until they are taken back.
#ifndef IRCSERV_CORE_KEPT_LIVE_SETTINGS_H_
#define IRCSERV_CORE_KEPT_LIVE_SETTINGS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/config.h"
#include "core/config_keys.h"
#include "core/state/registry/staff_rules.h"

namespace irc {

// The key of that name, when staff may change it: one that a rehash changes, and whose value is one
// line. Or null.
const ConfigKey* FindLiveKey(absl::string_view name);

// The value of the key as one line: "true", "30", a text, or words with spaces between them.
std::string LiveText(const Config& config, const ConfigKey& key);
// Sets the key to such a line. Returns why it cannot be, a sentence; empty: it is set.
std::string SetLiveText(Config& config, const ConfigKey& key, absl::string_view text);

// Puts all settings of `rules` into the configuration, after those of an earlier call are out of
// it, and keeps in `rules` what they stand in the place of. A setting that the configuration does
// not take (any more) is left out.
void PutSettings(StaffRules& rules, Config& config);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_LIVE_SETTINGS_H_
