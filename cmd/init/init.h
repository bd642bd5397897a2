// --init: writes a first configuration.
#ifndef IRCSERV_CMD_INIT_INIT_H_
#define IRCSERV_CMD_INIT_INIT_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "cmd/init/questions.h"

namespace irc {

// Asks on the terminal that standard input is, and looks into the file system.
std::unique_ptr<Console> TerminalConsole();

// Writes the configuration `file`, and beside it, when no certificate is named, a self-signed one
// with its key; those that are there already are taken. An existing configuration stays, unless
// a flag says otherwise. Both are for this user alone; where root writes into a folder of another
// group, as the package has one for its service, that group may read them. Returns what to type
// next; an error is a sentence, and nothing was written then but the certificate.
absl::StatusOr<std::string> InitConfig(const std::string& file, const InitFlags& flags,
                                       Console& console, absl::Time now);

}  // namespace irc

#endif  // IRCSERV_CMD_INIT_INIT_H_
