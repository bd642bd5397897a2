// Mail addresses, as far as the server has to understand them.
#ifndef IRCSERV_CORE_PROTOCOL_EMAIL_H_
#define IRCSERV_CORE_PROTOCOL_EMAIL_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

inline constexpr size_t kEmailBytesMax = 254;  // RFC 5321, 4.5.3.1.3, without the angle brackets

// Whether the text is an address that the server mails to: a dot-atom (RFC 5322 section 3.2.3) and
// a host name, in ASCII and without quotes. So it is one address and no header, wherever it is put.
bool IsEmail(absl::string_view text);

// The part behind the '@', in lower case.
std::string EmailDomain(absl::string_view email);

// What is the same for two spellings of one mailbox: in lower case, without a tag behind '+', and
// for Gmail without dots.
std::string NormalEmail(absl::string_view email);

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_EMAIL_H_
