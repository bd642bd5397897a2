// Loading and checking of the certificates and keys that the configuration names.
#ifndef IRCSERV_NET_CONFIG_TLS_FILES_H_
#define IRCSERV_NET_CONFIG_TLS_FILES_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "net/config/config.h"
#include "net/io/listener.h"
#include "net/tls/tls.h"

namespace irc {

// All errors of the certificates and keys, one sentence each, beginning with the configuration key.
std::vector<std::string> TlsMistakes(const FullConfig& config);

// Loads the credentials. Null when no certificate is configured, which is INVALID_ARGUMENT when one
// is `needed`. Other errors are the first of TlsMistakes. Session tickets of `before` stay valid,
// even when the certificates change.
absl::StatusOr<std::shared_ptr<const TlsCredentials>> LoadTls(
    const FullConfig& config, bool needed, const TlsCredentials* before = nullptr);

// True when a listener of the configuration uses TLS.
bool WantsTls(const ShellConfig& config);

// True when one of `listeners` uses TLS. They need not be from the configuration: a service manager
// may have passed them.
bool SpeakTls(const std::vector<Listener>& listeners);

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_TLS_FILES_H_
