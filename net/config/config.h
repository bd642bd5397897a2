// The complete configuration, of the shell and of the core, as it comes out of the file and the
// command line.
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

// What was read, with all that is wrong about it: one sentence each, beginning with its place.
// `config` means something only when there are no errors.
struct LoadedConfig {
  FullConfig config;
  std::vector<std::string> errors;
};

// Judges settings: unknown keys, wrong types, impossible values; reads the MOTD and the rules.
LoadedConfig JudgeSettings(const Settings& settings);

// The file (none if `path` is empty) and then the settings of the command line, which win.
LoadedConfig LoadConfig(const std::string& path, const Settings& command_line);

// What a rehash makes of `wanted`: everything of it that may change while the server runs, the rest
// as it is `now`. `kept_back` gets a sentence for each key that needs a restart.
FullConfig MergeLive(const FullConfig& now, const FullConfig& wanted,
                     std::vector<std::string>& kept_back);

std::shared_ptr<const Credentials> CredentialsOf(const FullConfig& config);

// A complete file with every key of both tables, explained, at its default.
std::string ExampleConfig();

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_CONFIG_H_
