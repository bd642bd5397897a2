#include "cmd/init/certificate_files.h"

#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cmd/init/service_group.h"
#include "net/io/files.h"
#include "net/tls/tls_credentials.h"

namespace irc {
namespace {

namespace fs = std::filesystem;

absl::Status Error(absl::string_view what, const fs::path& path, absl::string_view reason) {
  return absl::UnavailableError(absl::StrCat("--make-certificate: cannot write the ", what, " '",
                                             path.string(), "': ", reason));
}

// Where the certificate is to be. An absolute path, because the configuration may be in another
// folder.
absl::StatusOr<fs::path> PathOf(const std::string& name, const std::string& file) {
  std::error_code error;
  fs::path path = fs::absolute(file, error).lexically_normal();
  if (error) return Error("certificate", file, error.message());
  if (fs::is_directory(path, error)) path /= absl::StrCat(name, ".crt");
  if (path.extension() == ".key") {
    return Error("certificate", path, "its key will have that name");
  }
  return path;
}

fs::path KeyOf(fs::path path) {
  const fs::path ending = path.extension();
  if (ending == ".crt" || ending == ".pem" || ending == ".cer")
    return path.replace_extension(".key");
  return path += ".key";
}

std::string Quoted(const fs::path& path) {
  return absl::StrCat("\"", absl::Utf8SafeCEscape(path.string()), "\"");
}

}  // namespace

absl::StatusOr<std::string> MakeCertificateFiles(const std::string& name, const std::string& file,
                                                 absl::Time now) {
  const absl::StatusOr<fs::path> path = PathOf(name, file);
  if (!path.ok()) return path.status();
  const fs::path key = KeyOf(*path);
  const auto made = TlsCredentials::SelfSigned(name, nullptr, now);
  absl::Status status = WriteNewFile(key.string(), made->made().key, 0600);
  if (!status.ok()) return Error("key", key, status.message());
  status = ShareWithGroupOfFolder(key);
  if (!status.ok()) {
    ::unlink(key.c_str());
    return Error("key", key, status.message());
  }
  status = WriteNewFile(path->string(), made->made().certificate, 0644);
  if (!status.ok()) {
    ::unlink(key.c_str());
    return Error("certificate", *path, status.message());
  }
  const TlsCredentials::Certificate facts = made->Certificates().front();
  return absl::StrCat(
      "certificate: ", path->string(), "\nkey:         ", key.string(), "\nfor:         ", name,
      " and localhost, until ", absl::FormatTime("%Y-%m-%d", facts.until, absl::UTCTimeZone()),
      "\nSHA-256:     ", facts.sha256, "\n\nIn the configuration:\n    [tls]\n    certificates = [",
      Quoted(*path), "]\n    keys = [", Quoted(key),
      "]\n\nFor clients that know the server by it:\n",
      "    irssi:    /server add -tls_pinned_cert ", facts.sha256, " …\n",
      "    WeeChat:  /set irc.server.NAME.tls_fingerprint ",
      absl::AsciiStrToLower(absl::StrReplaceAll(facts.sha256, {{":", ""}})), "\n");
}

}  // namespace irc
