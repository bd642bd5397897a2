// The certificate of tls.self_signed. It is kept in a file, because clients that trust it know it
// by its fingerprint, also after a restart.
#ifndef IRCSERV_NET_CONFIG_KEPT_CERTIFICATE_H_
#define IRCSERV_NET_CONFIG_KEPT_CERTIFICATE_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "net/config/config.h"
#include "net/tls/tls_credentials.h"

namespace irc {

// A certificate is replaced so long before it ends.
inline constexpr absl::Duration kRenewBefore = absl::Hours(24 * 30);

struct LoadedTls {
  std::shared_ptr<const TlsCredentials> credentials;
  std::string made_because;  // why there is a new certificate; empty: there is not
  std::string caution;       // why it is in memory only; empty: the file has it
};

// Whether the server uses a certificate of its own.
bool UsesKeptCertificate(const ShellConfig& config);

// The path of the file, which has the key and the certificate: one file, so that the two always
// belong together. Empty when no folder is known.
std::string KeptCertificateFile(const FullConfig& config);

// Returns the certificate in the file (never null). When there is none, or none for the server's
// name, or one that has ended or ends soon, makes a new one and writes it to the file. When the
// file cannot be written, the certificate of `before` (null: none) stays, or the new one is in
// memory only. With `write` false nothing is written, and the caution says whether it could be.
LoadedTls KeepCertificate(const FullConfig& config, absl::Time now, const TlsCredentials* before,
                          bool write);

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_KEPT_CERTIFICATE_H_
