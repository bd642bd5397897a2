#include "net/config/cautions.h"

#include <sys/stat.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "core/protocol/names.h"
#include "net/config/kept_certificate.h"
#include "net/io/io_batch.h"
#include "net/io/poller.h"

namespace irc {
namespace {

constexpr absl::Duration kSoon = absl::Hours(14 * 24);

// Whether everybody on this machine has one of `rights` to the file.
bool EverybodyMay(const std::string& path, mode_t rights) {
  struct stat info = {};
  return ::stat(path.c_str(), &info) == 0 && (info.st_mode & rights) != 0;
}

bool HasPasswords(const Settings& settings) {
  return std::any_of(settings.opers.begin(), settings.opers.end(),
                     [](const OperSetting& oper) { return !oper.password.empty(); }) ||
         !settings.gateways.empty() || !settings.accounts.empty() || !settings.jwts.empty() ||
         std::any_of(settings.values.begin(), settings.values.end(), [](const Setting& setting) {
           const ShellKey* key = FindShellKey(setting.key);
           return key != nullptr && key->secret;
         });
}

std::string DayOf(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone());
}

void CheckCertificate(const TlsCredentials::Certificate& certificate, absl::Time now,
                      std::vector<std::string>& cautions) {
  const auto add = [&](absl::string_view what, absl::Time when) {
    cautions.push_back(
        absl::StrCat("tls.certificates: ",
                     certificate.file.empty() ? "" : absl::StrCat("'", certificate.file, "' "),
                     what, DayOf(when)));
  };
  if (now >= certificate.until) return add("has expired on ", certificate.until);
  if (now + kSoon >= certificate.until) add("expires soon, on ", certificate.until);
  if (now < certificate.from) add("is not valid before ", certificate.from);
}

void CheckStsPort(const FullConfig& config, const std::vector<Listener>& listeners,
                  std::vector<std::string>& cautions) {
  const int64_t port = config.core.sts_port;
  const auto at_port = [&](const Listener& listener) { return listener.port == port; };
  const auto speaks_tls = [&](const Listener& l) { return at_port(l) && l.kind.tls; };
  // A proxy may speak TLS in front of this server, at a port that is not known here.
  const auto is_proxied = [](const Listener& listener) { return listener.kind.proxy; };
  if (std::any_of(listeners.begin(), listeners.end(), speaks_tls)) return;
  const bool plain = std::any_of(listeners.begin(), listeners.end(),
                                 [&](const Listener& l) { return at_port(l) && !l.kind.proxy; });
  const bool proxied =
      !config.shell.proxies.empty() || std::any_of(listeners.begin(), listeners.end(), is_proxied);
  if (!plain && proxied) return;
  cautions.push_back(absl::StrCat(
      "tls.sts_port: ", plain ? "the listener of port " : "no listener has port ", port,
      plain ? " does not speak TLS" : "", ", so clients that hold to the policy cannot connect"));
}

void CheckStsHosts(const FullConfig& config, const TlsCredentials& tls,
                   std::vector<std::string>& cautions) {
  std::vector<std::string> hosts = config.shell.sts_hosts;
  if (hosts.empty()) hosts = {config.core.server_name};
  for (const std::string& host : hosts) {
    if (tls.IsFor(host)) continue;
    cautions.push_back(absl::StrCat("tls.sts_hosts: no certificate is for '", host,
                                    "', so clients that hold to the policy cannot connect"));
  }
}

}  // namespace

std::vector<std::string> CautionsOfFile(const std::string& path, const Settings& settings) {
  std::vector<std::string> cautions;
  if (HasPasswords(settings) && EverybodyMay(path, S_IROTH)) {
    cautions.push_back(absl::StrCat(
        path, ": everybody on this machine can read the passwords in it; chmod o-r helps"));
  }
  if (EverybodyMay(path, S_IWOTH)) {
    cautions.push_back(absl::StrCat(path, ": everybody on this machine can change it"));
  }
  return cautions;
}

std::vector<std::string> CautionsOfTls(const FullConfig& config,
                                       const std::vector<Listener>& listeners,
                                       const TlsCredentials* tls, absl::Time now) {
  std::vector<std::string> cautions;
  const bool kept = UsesKeptCertificate(config.shell);
  std::vector<std::string> keys = config.shell.tls_keys;
  if (kept && tls != nullptr) keys.push_back(KeptCertificateFile(config));
  for (const std::string& key : keys) {
    if (!EverybodyMay(key, S_IROTH)) continue;
    cautions.push_back(absl::StrCat(kept ? "tls.self_signed" : "tls.keys",
                                    ": everybody on this machine can read '", key, "'"));
  }
  if (tls != nullptr) {
    for (std::string& caution : CautionsOfCertificates(*tls, now)) {
      cautions.push_back(std::move(caution));
    }
  }
  if (config.core.sts_port == 0) return cautions;
  CheckStsPort(config, listeners, cautions);
  if (tls != nullptr) CheckStsHosts(config, *tls, cautions);
  return cautions;
}

std::vector<std::string> CautionsOfCertificates(const TlsCredentials& tls, absl::Time now) {
  std::vector<std::string> cautions;
  for (const TlsCredentials::Certificate& certificate : tls.Certificates()) {
    CheckCertificate(certificate, now, cautions);
  }
  return cautions;
}

std::vector<std::string> CautionsOfOpers(const Config& config, const std::vector<Record>& kept) {
  const Casemapping casemapping =
      ParseCasemapping(config.casemapping).value_or(Casemapping::kAscii);
  absl::flat_hash_set<Folded> missing;
  for (const OperConfig& oper : config.opers) {
    if (!oper.account.empty()) missing.insert(Fold(casemapping, oper.account));
  }
  for (const std::string& account : config.accounts) missing.erase(Fold(casemapping, account));
  for (const Record& record : kept) {
    if (missing.empty()) break;
    const auto* account = std::get_if<AccountRow>(&record.row);
    if (account != nullptr) missing.erase(Fold(casemapping, account->name));
  }
  std::vector<std::string> cautions;
  for (const OperConfig& oper : config.opers) {
    if (oper.account.empty() || !missing.contains(Fold(casemapping, oper.account))) continue;
    cautions.push_back(absl::StrCat("oper.account of '", oper.name, "': there is no account '",
                                    oper.account,
                                    "'; until an operator registers it with NickServ SAREGISTER, "
                                    "nobody can use this block"));
  }
  return cautions;
}

std::vector<std::string> CautionsOfSystem(const ShellConfig& config) {
  std::vector<std::string> cautions;
  PollerKind poller = PollerKind::kAuto;
  ParsePollerKind(config.poller, poller);
  if (poller == PollerKind::kEpoll && MakePoller(poller)->name() != "epoll") {
    cautions.push_back("listen.poller: the system refuses epoll");
  }
  IoKind io = IoKind::kAuto;
  ParseIoKind(config.io, io);
  if (io == IoKind::kIoUring && MakeIoBatch(io)->name() != "io_uring") {
    cautions.push_back("listen.io: the system refuses io_uring");
  }
  return cautions;
}

std::vector<Listener> ListenersOf(const ShellConfig& config) {
  std::vector<Listener> listeners;
  for (const std::string& text : config.listen_addresses) {
    std::string host;
    Listener listener;
    listener.port = static_cast<uint16_t>(config.listen_port);
    if (ParseListenAddress(text, host, listener.port, listener.kind)) {
      listeners.push_back(std::move(listener));
    }
  }
  return listeners;
}

}  // namespace irc
