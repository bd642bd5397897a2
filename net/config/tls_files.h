// The certificates that the configuration names.
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

// Everything that is wrong with them: one sentence each, which begins with the name of a key.
std::vector<std::string> TlsMistakes(const FullConfig& config);

// Null when no certificate is configured, which is an error when one is `needed`. An error is the
// first of the mistakes. Tickets of `before` stay good, whatever became of its certificates.
absl::StatusOr<std::shared_ptr<const TlsCredentials>> LoadTls(
    const FullConfig& config, bool needed, const TlsCredentials* before = nullptr);

// Whether a listener of the configuration speaks TLS.
bool WantsTls(const ShellConfig& config);

// Whether one of these does: they may have been passed by who started the server.
bool SpeakTls(const std::vector<Listener>& listeners);

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_TLS_FILES_H_
