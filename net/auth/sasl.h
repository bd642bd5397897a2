// The messages of SASL mechanisms, read in the shell: they are secrets, and the core never sees
// them.
#ifndef IRCSERV_NET_AUTH_SASL_H_
#define IRCSERV_NET_AUTH_SASL_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// PLAIN: https://datatracker.ietf.org/doc/html/rfc4616
struct PlainMessage {
  std::string authorization;   // as whom to act; empty: as oneself
  std::string authentication;  // who one is
  std::string password;
};

// Nothing when `base64` is none or says something else.
std::optional<PlainMessage> ParsePlain(absl::string_view base64);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_SASL_H_
