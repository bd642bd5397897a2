// The certificates that the configuration names.
#ifndef IRCSERV_NET_TLS_FILES_H_
#define IRCSERV_NET_TLS_FILES_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "net/config.h"
#include "net/listener.h"
#include "net/tls.h"

namespace irc {

// Null when no certificate is configured, which is an error when one is `needed`. An error is one
// sentence with the name of the file or of the key.
absl::StatusOr<std::shared_ptr<const TlsCredentials>> LoadTls(const FullConfig& config,
                                                              bool needed);

// Whether a listener of the configuration speaks TLS.
bool WantsTls(const ShellConfig& config);

// Whether one of these does: they may have been passed by who started the server.
bool SpeakTls(const std::vector<Listener>& listeners);

}  // namespace irc

#endif  // IRCSERV_NET_TLS_FILES_H_
