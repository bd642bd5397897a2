// Loading and checking of the certificates and keys that the configuration names.
#ifndef IRCSERV_NET_CONFIG_TLS_FILES_H_
#define IRCSERV_NET_CONFIG_TLS_FILES_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "net/config/config.h"
#include "net/config/kept_certificate.h"
#include "net/io/listener.h"
#include "net/tls/tls.h"

namespace irc {

// All errors of the certificates and keys, one sentence each, beginning with the configuration key.
std::vector<std::string> TlsMistakes(const FullConfig& config);

struct TlsUse {
  bool needed;                             // a listener speaks TLS
  absl::Time now;                          // the time of day
  const TlsCredentials* before = nullptr;  // session tickets of these stay valid
  bool write = true;                       // see KeepCertificate
};

// Loads the credentials: those of the configuration's files, or those of tls.self_signed when some
// are needed. `credentials` is null when no certificate is configured, which is INVALID_ARGUMENT
// when one is needed. Other errors are the first of TlsMistakes.
absl::StatusOr<LoadedTls> LoadTls(const FullConfig& config, const TlsUse& use);

// True when a listener of the configuration uses TLS.
bool WantsTls(const ShellConfig& config);

// True when one of `listeners` uses TLS. They need not be from the configuration: a service manager
// may have passed them.
bool SpeakTls(const std::vector<Listener>& listeners);

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_TLS_FILES_H_
