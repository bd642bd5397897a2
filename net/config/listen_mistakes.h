// Mistakes in what the server is to listen on, which otherwise only the system would find.
#ifndef IRCSERV_NET_CONFIG_LISTEN_MISTAKES_H_
#define IRCSERV_NET_CONFIG_LISTEN_MISTAKES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "net/config/shell_config.h"

namespace irc {

// Entries of listen.addresses and metrics.listen that take the same port of the same address, or
// the same path. One sentence for each entry that another one excludes, which begins with its key.
// Host names are compared as they are written: what they resolve to is not known here.
std::vector<std::string> ListenMistakes(const ShellConfig& config);

// Whether no entry of listen.addresses takes its port from listen.port.
bool HaveOwnPorts(absl::Span<const std::string> addresses);

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_LISTEN_MISTAKES_H_
