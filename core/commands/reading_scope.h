// What a session may do that has logged in with an app password for reading: it hears and asks, but
// nothing that others see of it is said or changed, and nothing of the account.
#ifndef IRCSERV_CORE_COMMANDS_READING_SCOPE_H_
#define IRCSERV_CORE_COMMANDS_READING_SCOPE_H_

#include "absl/strings/string_view.h"
#include "core/protocol/parse.h"

namespace irc {

// Whether the command (in upper case) is for such a session with these parameters. A command that
// this file does not know is not. `registered`: a nick and a user name are chosen before.
bool IsForReading(absl::string_view command, const Params& params, bool registered);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_READING_SCOPE_H_
