// What is no mistake in a configuration, but deserves the operator's attention. One sentence each.
#ifndef IRCSERV_NET_CONFIG_CAUTIONS_H_
#define IRCSERV_NET_CONFIG_CAUTIONS_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "core/config.h"
#include "core/records.h"
#include "net/config/config.h"
#include "net/config/settings.h"
#include "net/io/listener.h"
#include "net/tls/tls_credentials.h"

namespace irc {

// About the file at `path`, which holds `settings`: everybody on this machine can read its
// passwords, or write to it.
std::vector<std::string> CautionsOfFile(const std::string& path, const Settings& settings);

// About TLS: keys that everybody can read, certificates that have expired, expire within two weeks,
// or are not valid yet, and an STS policy that no listener or certificate fulfils. `tls`: null when
// no listener uses TLS.
std::vector<std::string> CautionsOfTls(const FullConfig& config,
                                       const std::vector<Listener>& listeners,
                                       const TlsCredentials* tls, absl::Time now);

// The part of it that changes as time passes: certificates that have expired or expire soon.
std::vector<std::string> CautionsOfCertificates(const TlsCredentials& tls, absl::Time now);

// About operators: blocks that ask for an account that is neither in the configuration nor among
// `kept`, the rows of the store.
std::vector<std::string> CautionsOfOpers(const Config& config, const std::vector<Record>& kept);

// About the system: what it refuses of listen.poller and listen.io, so that the server takes what
// it has.
std::vector<std::string> CautionsOfSystem(const ShellConfig& config);

// The listeners of the configuration without their sockets. Port 0 is not chosen yet.
std::vector<Listener> ListenersOf(const ShellConfig& config);

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_CAUTIONS_H_
