// What an operator does with the data of the server instead of running it: --check-data, --backup,
// --export, --import, --import-from.
#ifndef IRCSERV_CMD_IRCSERV_DATA_H_
#define IRCSERV_CMD_IRCSERV_DATA_H_

#include <string>

#include "absl/status/status.h"
#include "cmd/ircserv_flags.h"
#include "core/config.h"

namespace irc {

// Does it, and prints what there is to say. The message of an error is a sentence.
absl::Status DoDataWork(const CommandLine& line, const Config& core, const std::string& folder);

}  // namespace irc

#endif  // IRCSERV_CMD_IRCSERV_DATA_H_
