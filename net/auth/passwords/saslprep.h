// SASLprep (RFC 4013): one form for the passwords that look alike, for example "é" as one code
// point and as two.
#ifndef IRCSERV_NET_AUTH_PASSWORDS_SASLPREP_H_
#define IRCSERV_NET_AUTH_PASSWORDS_SASLPREP_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// What becomes of code points that Unicode 3.2 does not have, emoji for example. A text that is
// stored may not have them, because a later Unicode could give them another form (RFC 3454
// section 7).
enum class Unassigned : uint8_t { kForbidden, kAllowed };

// Nothing when the profile forbids the text: it has a control character, mixes the directions of
// writing, or is not UTF-8. REQUIRES: no NUL.
std::optional<std::string> SaslPrep(absl::string_view text, Unassigned unassigned);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PASSWORDS_SASLPREP_H_
