// What the operator types: lines of standard input, and passwords that a terminal does not show.
#ifndef IRCSERV_CMD_INIT_TYPED_PASSWORD_H_
#define IRCSERV_CMD_INIT_TYPED_PASSWORD_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "net/auth/secret_text.h"

namespace irc {

// The next line of standard input, without its end; empty also where the input has ended. Does not
// read beyond it. An error is a sentence.
absl::StatusOr<SecretText> ReadTypedLine();

// Reads a password from standard input: from a terminal after `prompt`, twice and without an echo,
// otherwise one line. An error, also for an empty one, is a sentence. ^C ends the process, as it
// does otherwise.
absl::StatusOr<SecretText> ReadTypedPassword(absl::string_view prompt);

// The hash of a password for the configuration, or an error that is a sentence.
absl::StatusOr<std::string> HashOfPassword(const std::string& password);

}  // namespace irc

#endif  // IRCSERV_CMD_INIT_TYPED_PASSWORD_H_
