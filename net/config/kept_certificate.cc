#include "net/config/kept_certificate.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "net/io/files.h"

namespace irc {
namespace {

constexpr char kNone[] = "there was none";

// Why the certificate must be replaced by one for `name`; empty when it need not.
std::string Fault(const TlsCredentials& credentials, const std::string& name, absl::Time now) {
  if (!credentials.IsFor(name)) return absl::StrCat("the old one was not for ", name);
  const TlsCredentials::Certificate certificate = credentials.Certificates().front();
  const auto day = [](absl::Time time) {
    return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone());
  };
  if (now < certificate.from) {
    return absl::StrCat("the old one is not valid before ", day(certificate.from));
  }
  if (now + kRenewBefore < certificate.until) return "";
  return absl::StrCat("the old one is valid until ", day(certificate.until));
}

absl::StatusOr<std::shared_ptr<const TlsCredentials>> Load(const std::string& file,
                                                           const TlsCredentials* before) {
  if (const absl::StatusOr<Fd> readable = OpenForReading(file); !readable.ok()) {
    return readable.status();
  }
  return TlsCredentials::Load({{.certificate = file, .key = file}}, before);
}

absl::Status Write(const std::string& folder, const std::string& file, const PemPair& pair) {
  absl::Status status = MakeFolder(folder);
  if (status.ok()) status = WriteAtomically(file, absl::StrCat(pair.key, pair.certificate));
  return status;
}

std::string NotKept(const std::string& file, absl::string_view reason) {
  return absl::StrCat("tls.self_signed: cannot keep the certificate in '", file, "': ", reason,
                      "; the next start makes another one, which clients do not know");
}

}  // namespace

bool UsesKeptCertificate(const ShellConfig& config) {
  return config.tls_self_signed && config.tls_certificates.empty();
}

std::string KeptCertificateFile(const FullConfig& config) {
  const std::string& folder = config.shell.state_folder;
  if (folder.empty()) return "";
  return absl::StrCat(folder, "/", config.core.server_name, ".self-signed.pem");
}

LoadedTls KeepCertificate(const FullConfig& config, absl::Time now, const TlsCredentials* before,
                          bool write) {
  const std::string& name = config.core.server_name;
  const std::string& folder = config.shell.state_folder;
  const std::string file = KeptCertificateFile(config);
  LoadedTls kept;
  if (auto loaded = Load(file, before); loaded.ok()) {
    kept.made_because = Fault(**loaded, name, now);
    if (kept.made_because.empty()) return {.credentials = *std::move(loaded)};
  } else {
    const bool none = absl::IsNotFound(loaded.status());
    kept.made_because = none ? kNone : std::string(loaded.status().message());
  }
  const bool old_is_good =
      before != nullptr && !before->made().key.empty() && Fault(*before, name, now).empty();
  if (old_is_good) kept.made_because.clear();
  kept.credentials = old_is_good ? TlsCredentials::Of(before->made(), before)
                                 : TlsCredentials::SelfSigned(name, before, now);
  if (file.empty()) {
    kept.caution =
        "tls.self_signed: there is no folder to keep the certificate in; the next start "
        "makes another one, which clients do not know";
    return kept;
  }
  const absl::Status status =
      write ? Write(folder, file, kept.credentials->made()) : CanWriteInto(folder);
  if (!status.ok()) {
    kept.caution = NotKept(file, status.message());
  } else if (write) {
    if (auto loaded = Load(file, before); loaded.ok()) kept.credentials = *std::move(loaded);
  }
  return kept;
}

}  // namespace irc
