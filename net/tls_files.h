// The certificates that the configuration names.
#ifndef IRCSERV_NET_TLS_FILES_H_
#define IRCSERV_NET_TLS_FILES_H_

#include <memory>

#include "absl/status/statusor.h"
#include "net/config.h"
#include "net/tls.h"

namespace irc {

// Null when no certificate is configured. An error is one sentence with the name of the file or of
// the key.
absl::StatusOr<std::shared_ptr<const TlsCredentials>> LoadTls(const FullConfig& config);

// Whether a listener of the configuration speaks TLS.
bool WantsTls(const ShellConfig& config);

}  // namespace irc

#endif  // IRCSERV_NET_TLS_FILES_H_
