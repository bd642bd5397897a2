// What a configuration says, before anybody judged it: keys with values, and where each was
// written. A file and the command line both become a list of settings, the later ones win.
#ifndef IRCSERV_NET_CONFIG_SETTINGS_H_
#define IRCSERV_NET_CONFIG_SETTINGS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/config_keys.h"

namespace irc {

// Where something was written: "irc.toml:12", or "--poller". `directory` is what relative paths
// that were written there start from; empty for the current one.
struct Place {
  std::string text;
  std::string directory;
};

struct Setting {
  std::string key;  // "limits.nick_bytes"
  ConfigValue value;
  Place place;
};

struct OperSetting {
  std::string name;
  std::string password;
  std::vector<std::string> hosts = {"*@*"};
  Place place;
};

struct GatewaySetting {
  std::string name;
  std::string password;
  std::vector<std::string> addresses = {"127.0.0.0/8", "::1"};
  Place place;
};

struct Settings {
  std::vector<Setting> values;
  std::vector<OperSetting> opers;
  std::vector<GatewaySetting> gateways;
  std::vector<std::string> errors;  // each begins with its place
};

// Reads the text of a TOML file. `name` is what errors call it, `directory` where it lies. What is
// no TOML at all is one error; otherwise every value is either a setting or an error of its own.
Settings ParseToml(absl::string_view text, absl::string_view name, absl::string_view directory);

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_SETTINGS_H_
