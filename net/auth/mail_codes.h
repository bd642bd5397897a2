// Codes that are sent by mail, and what is kept of one: a salted SHA-256. Who has the hash of a
// short code finds the code. It is good for minutes, or for an account that is not in use yet, and
// clients have five tries.
//
// Law of this file: the time of a check does not depend on the code.
#ifndef IRCSERV_NET_AUTH_MAIL_CODES_H_
#define IRCSERV_NET_AUTH_MAIL_CODES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "core/mail.h"

namespace irc {

// Draws a code: eight letters and digits that are not taken for one another for kVerify, otherwise
// six digits. REQUIRES: a kind with a code.
std::string DrawMailCode(MailKind kind);

// What is to be kept of it, with a new salt.
std::string MailCodeVerifier(absl::string_view code);

// Whether `code` is the one that was kept. Dashes, spaces and the case of letters do not count. An
// empty verifier takes as long and fails.
bool IsMailCode(absl::string_view verifier, absl::string_view code);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_MAIL_CODES_H_
