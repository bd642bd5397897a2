// The forms in which Atheme and Anope write password hashes, and how each is checked. A form is
// read first: a reader gives the check of the form, which is empty when there is none.
#ifndef IRCSERV_NET_AUTH_PASSWORDS_FOREIGN_HASH_H_
#define IRCSERV_NET_AUTH_PASSWORDS_FOREIGN_HASH_H_

#include <functional>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "net/auth/passwords/scram_keys.h"

namespace irc {

// Whether a password is the right one. Some methods end a password at a NUL.
using HashCheck = std::function<bool(const std::string& password)>;

// The third word of an MU row of Atheme whose account has the flag C, by any of its modules.
HashCheck ReadAthemeHash(absl::string_view word);

// The field "pass" of Anope: the name of a method, a colon, and what the method wrote.
HashCheck ReadAnopeHash(absl::string_view pass);

// A password in clear, in base64.
HashCheck ReadClearText(absl::string_view base64);

// The keys of SCRAM-SHA-256 in a hash of Atheme's pbkdf2v2.
std::optional<ScramKeys> ReadAthemeScramKeys(absl::string_view word);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PASSWORDS_FOREIGN_HASH_H_
