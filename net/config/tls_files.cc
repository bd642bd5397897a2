#include "net/config/tls_files.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "net/io/files.h"

namespace irc {
namespace {

constexpr char kNoCertificate[] =
    "listen.addresses: a listener speaks TLS, but tls.certificates names none; "
    "tls.self_signed = true (--tls-self-signed) makes one for a first try";

std::string InTheFiles(const absl::Status& status) {
  return absl::StrCat("tls.certificates: ", status.message());
}

void CheckFiles(absl::string_view key, const std::vector<std::string>& paths,
                std::vector<std::string>& mistakes) {
  for (const std::string& path : paths) {
    const absl::StatusOr<Fd> file = OpenForReading(path);
    if (file.ok()) continue;
    mistakes.push_back(absl::StrCat(key, ": cannot read '", path, "': ", file.status().message()));
  }
}

std::string Unequal(absl::string_view more, size_t more_files, absl::string_view fewer,
                    size_t fewer_files) {
  return absl::StrCat(more, ": ", more_files, " here and ", fewer_files, " in ", fewer,
                      "; each certificate needs its key, in the same order");
}

}  // namespace

std::vector<std::string> TlsMistakes(const FullConfig& config) {
  const ShellConfig& shell = config.shell;
  const std::vector<std::string>& certificates = shell.tls_certificates;
  const std::vector<std::string>& keys = shell.tls_keys;
  std::vector<std::string> mistakes;
  if (certificates.size() > keys.size()) {
    mistakes.push_back(Unequal("tls.certificates", certificates.size(), "tls.keys", keys.size()));
  } else if (certificates.size() < keys.size()) {
    mistakes.push_back(Unequal("tls.keys", keys.size(), "tls.certificates", certificates.size()));
  }
  CheckFiles("tls.certificates", certificates, mistakes);
  CheckFiles("tls.keys", keys, mistakes);
  const size_t pairs = mistakes.empty() ? keys.size() : 0;
  for (size_t i = 0; i < pairs; ++i) {
    const auto pair = TlsCredentials::Load({{certificates[i], keys[i]}});
    if (!pair.ok()) mistakes.push_back(InTheFiles(pair.status()));
  }
  if (certificates.empty() && keys.empty() && !shell.tls_self_signed && WantsTls(shell)) {
    mistakes.push_back(kNoCertificate);
  }
  return mistakes;
}

absl::StatusOr<LoadedTls> LoadTls(const FullConfig& config, const TlsUse& use) {
  const std::vector<std::string> mistakes = TlsMistakes(config);
  if (!mistakes.empty()) return absl::InvalidArgumentError(mistakes.front());
  const ShellConfig& shell = config.shell;
  if (UsesKeptCertificate(shell)) {
    if (use.needed) return KeepCertificate(config, use.now, use.before, use.write);
    return LoadedTls();
  }
  std::vector<TlsCredentials::Files> files;
  for (size_t i = 0; i < shell.tls_keys.size(); ++i) {
    files.push_back({shell.tls_certificates[i], shell.tls_keys[i]});
  }
  if (files.empty() && use.needed) return absl::InvalidArgumentError(kNoCertificate);
  if (files.empty()) return LoadedTls();
  auto credentials = TlsCredentials::Load(files, use.before);
  if (!credentials.ok()) return absl::InvalidArgumentError(InTheFiles(credentials.status()));
  return LoadedTls{.credentials = *std::move(credentials)};
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
