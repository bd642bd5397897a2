// --hash-password: makes the hash of a password for the configuration.
#ifndef IRCSERV_CMD_IRCSERV_PASSWORD_H_
#define IRCSERV_CMD_IRCSERV_PASSWORD_H_

#include <string>

#include "absl/status/statusor.h"

namespace irc {

// Reads a password from standard input: from a terminal twice, without an echo, otherwise one line.
// Returns its hash, or an error that is a sentence. ^C ends the process, as it does otherwise.
absl::StatusOr<std::string> HashOfTypedPassword();

}  // namespace irc

#endif  // IRCSERV_CMD_IRCSERV_PASSWORD_H_
