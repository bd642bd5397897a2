// The complete configuration, of the shell and of the core, loaded from the file and the command
// line.
#ifndef IRCSERV_NET_CONFIG_CONFIG_H_
#define IRCSERV_NET_CONFIG_CONFIG_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/config.h"
#include "net/auth/credentials.h"
#include "net/config/settings.h"
#include "net/config/shell_config.h"

namespace irc {

struct FullConfig {
  Config core;
  ShellConfig shell;
};

// A configuration with its errors, one sentence each, beginning with the place. `config` is valid
// only when there are no errors.
struct LoadedConfig {
  FullConfig config;
  std::vector<std::string> errors;
  std::vector<std::string> cautions;  // about the file; see cautions.h
};

// Checks settings for unknown keys, wrong types and impossible values; reads the files of the MOTD,
// the rules and the texts of services.
LoadedConfig JudgeSettings(const Settings& settings);

// Loads the file (none if `path` is empty). Settings of the command line override it.
LoadedConfig LoadConfig(const std::string& path, const Settings& command_line);

// The configuration after a rehash: `wanted` for the keys that may change while the server runs,
// `now` for the others. `kept_back` gets a sentence for each changed key that needs a restart.
FullConfig MergeLive(const FullConfig& now, const FullConfig& wanted,
                     std::vector<std::string>& kept_back);

std::shared_ptr<const Credentials> CredentialsOf(const FullConfig& config);

// A configuration file with all keys of both tables at their defaults, with their explanations.
std::string ExampleConfig();

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_CONFIG_H_
