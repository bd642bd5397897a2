// The settings of a configuration before validation: keys with values, and the place of each. The
// file and the command line both become a list of settings, in which later ones win.
#ifndef IRCSERV_NET_CONFIG_SETTINGS_H_
#define IRCSERV_NET_CONFIG_SETTINGS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/config_keys.h"
#include "net/config/shell_config.h"

namespace irc {

// The place of a setting: "irc.toml:12", or "--poller". `directory` is the base of relative paths
// in the setting; empty for the current directory.
struct Place {
  std::string text;
  std::string directory;
};

// The place of the argument PORT of the command line, which sets listen.port.
inline constexpr absl::string_view kPortArgument = "PORT";

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
  std::string oper_class;
  std::string account;
  std::vector<std::string> certfps;
  bool automatic = false;
  bool second_factor = false;
};

struct OperClassSetting {
  std::string name;
  std::string extends;
  std::vector<std::string> privileges;
  Place place;
};

struct GatewaySetting {
  std::string name;
  std::string password;
  std::vector<std::string> addresses = {"127.0.0.0/8", "::1"};
  Place place;
};

struct AccountSetting {
  std::string name;
  std::string password;
  Place place;
};

struct ChannelLogSetting {
  ChannelLogConfig values;
  Place place;
};

struct JwtSetting {
  JwtConfig values;
  std::string key_file;  // in the place of values.key
  Place place;
};

// What is said where the configuration lists accounts as it did before there were [[account]]
// blocks.
inline constexpr absl::string_view kOldAccounts =
    "accounts: each account is a block that begins with [[account]] and has name and password";

struct Settings {
  std::vector<Setting> values;
  std::vector<OperSetting> opers;
  std::vector<OperClassSetting> oper_classes;
  std::vector<GatewaySetting> gateways;
  std::vector<AccountSetting> accounts;
  std::vector<JwtSetting> jwts;
  std::vector<ChannelLogSetting> channel_logs;
  std::vector<std::string> errors;  // each begins with its place
};

// Parses the text of a TOML file. `name` is the file's name in errors, `directory` is its folder.
// A syntax error of TOML is the only error then; otherwise every value becomes a setting or an
// error of its own.
Settings ParseToml(absl::string_view text, absl::string_view name, absl::string_view directory);

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_SETTINGS_H_
