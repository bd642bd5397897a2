// The names that a configuration file may have, and what a name that it may not have was meant to
// be.
#ifndef IRCSERV_NET_CONFIG_KNOWN_NAMES_H_
#define IRCSERV_NET_CONFIG_KNOWN_NAMES_H_

#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// Whether keys begin with "<name>.".
bool IsSection(absl::string_view name);

// The sentence about a key that does not exist, with the most similar one that does.
std::string UnknownKey(absl::string_view key);

// The sentence about a table that does not exist: "[name]" for a section, "[[name]]" for a block.
std::string UnknownTable(absl::string_view table);

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_KNOWN_NAMES_H_
