// --test-mail: tries the mail command of the configuration.
#ifndef IRCSERV_CMD_IRCSERV_MAIL_H_
#define IRCSERV_CMD_IRCSERV_MAIL_H_

#include <string>

#include "absl/status/statusor.h"
#include "net/config/config.h"

namespace irc {

// Sends a mail to the address and waits for the command. Returns what it has said, or an error that
// is a sentence.
absl::StatusOr<std::string> SendTestMail(const FullConfig& config, const std::string& to);

}  // namespace irc

#endif  // IRCSERV_CMD_IRCSERV_MAIL_H_
