#include "net/tls_files.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace irc {

absl::StatusOr<std::shared_ptr<const TlsCredentials>> LoadTls(const FullConfig& config,
                                                              bool needed) {
  const ShellConfig& shell = config.shell;
  if (shell.tls_certificates.size() != shell.tls_keys.size()) {
    return absl::InvalidArgumentError(
        "tls.certificates and tls.keys must name as many files, in the same order");
  }
  if (!shell.tls_certificates.empty()) {
    std::vector<TlsCredentials::Files> files;
    for (size_t i = 0; i < shell.tls_keys.size(); ++i) {
      files.push_back({shell.tls_certificates[i], shell.tls_keys[i]});
    }
    return TlsCredentials::Load(files);
  }
  if (shell.tls_self_signed) return TlsCredentials::SelfSigned(config.core.server_name);
  if (!needed) return std::shared_ptr<const TlsCredentials>();
  return absl::InvalidArgumentError(
      "a listener speaks TLS, but tls.certificates names none; tls.self_signed = true "
      "(--tls-self-signed) makes one for a first try");
}

bool WantsTls(const ShellConfig& config) {
  return std::any_of(config.listen_addresses.begin(), config.listen_addresses.end(),
                     [](const std::string& text) {
                       std::string host;
                       uint16_t port = 0;
                       ListenerKind kind;
                       return ParseListenAddress(text, host, port, kind) && kind.tls;
                     });
}

bool SpeakTls(const std::vector<Listener>& listeners) {
  return std::any_of(listeners.begin(), listeners.end(),
                     [](const Listener& listener) { return listener.kind.tls; });
}

}  // namespace irc
