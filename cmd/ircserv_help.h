// The texts that ircserv prints for its operator.
#ifndef IRCSERV_CMD_IRCSERV_HELP_H_
#define IRCSERV_CMD_IRCSERV_HELP_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "net/io/listener.h"
#include "net/tls/tls_credentials.h"

namespace irc {

// The text of --help.
absl::string_view Manual();

struct GreetingTls {
  const TlsCredentials* credentials = nullptr;  // null: no listener uses TLS
  bool self_signed = false;                     // with the server's own certificate
};

// The text that the server prints when it listens: the addresses, the fingerprints of the
// certificates, and, for `somebody` who reads it, the commands for clients to connect and how to
// stop it. `password` is empty when none is needed.
std::string Greeting(const std::vector<Listener>& listeners, absl::string_view server_name,
                     absl::string_view password, const GreetingTls& tls, bool somebody);

}  // namespace irc

#endif  // IRCSERV_CMD_IRCSERV_HELP_H_
