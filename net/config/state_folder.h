// Where the server keeps files of its own.
#ifndef IRCSERV_NET_CONFIG_STATE_FOLDER_H_
#define IRCSERV_NET_CONFIG_STATE_FOLDER_H_

#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// The data folder that stands for none: nothing is kept.
inline constexpr absl::string_view kNoDataFolder = ":memory:";

// The folder of what is kept: `directory` if it is not empty, otherwise StateFolder. An absolute
// path, or kNoDataFolder; empty when none is known.
std::string DataFolder(const std::string& directory);

// The folder, which may not exist yet: $STATE_DIRECTORY (StateDirectory= of systemd),
// $XDG_STATE_HOME/ircserv, /var/lib/ircserv for root, or ~/.local/state/ircserv. An absolute path;
// empty when none of them is known.
// https://specifications.freedesktop.org/basedir-spec/latest/
std::string StateFolder();

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_STATE_FOLDER_H_
