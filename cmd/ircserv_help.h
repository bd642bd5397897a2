// The texts that ircserv shows to whoever starts it.
#ifndef IRCSERV_CMD_IRCSERV_HELP_H_
#define IRCSERV_CMD_IRCSERV_HELP_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "net/io/listener.h"

namespace irc {

// What --help prints.
absl::string_view Manual();

// What the server prints when it listens: where, and what to type into a client. `password` is
// empty when none is needed.
std::string Greeting(const std::vector<Listener>& listeners, absl::string_view server_name,
                     absl::string_view password);

}  // namespace irc

#endif  // IRCSERV_CMD_IRCSERV_HELP_H_
