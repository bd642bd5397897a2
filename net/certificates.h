// The certificates in force. They are taken up anew when their files change (tls.certificates), or
// when the server's own one ends soon (tls.self_signed), and operators are told what goes wrong.
//
// Laws of this file:
// - A pair of files is read when its contents have been the same for a second, because it is
//   written in two steps: meanwhile, the key may belong to another certificate.
// - A pair that is of no use leaves the old one in force. It is told once for each change, and read
//   again with each look, because it may only have lacked a permission.
#ifndef IRCSERV_NET_CERTIFICATES_H_
#define IRCSERV_NET_CERTIFICATES_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "net/config/config.h"
#include "net/config/kept_certificate.h"
#include "net/io/clock.h"
#include "net/io/file_watch.h"
#include "net/telemetry/log.h"
#include "net/telemetry/metrics.h"
#include "net/tls/tls_credentials.h"

namespace irc {

// Logs where the certificate of tls.self_signed is kept, why it is new, and why it is not kept.
// Nothing for other certificates.
void LogTls(Log& log, const FullConfig& config, const LoadedTls& tls);

class Certificates {
 public:
  // `tls`: null when no listener uses TLS.
  explicit Certificates(std::shared_ptr<const TlsCredentials> tls) : tls_(std::move(tls)) {}

  // The credentials for new connections.
  const std::shared_ptr<const TlsCredentials>& tls() const { return tls_; }

  // A rehash has read others, and has logged what deserves attention.
  void Take(std::shared_ptr<const TlsCredentials> tls);

  // Readable when files may have changed: OnChange then brings the next look forward. -1: the
  // system does not say so.
  int wake_fd() const { return watch_.fd(); }
  void OnChange(absl::Time steady);

  // When Look is to be called, in steady time.
  absl::Time due() const { return due_; }

  // Looks whether there is something new. Returns sentences for operators, which are logged
  // already.
  std::vector<std::string> Look(const FullConfig& config, const Instant& now, Log& log);

  // Those in force.
  std::vector<CertificateEnd> Ends() const;

  // The number of pairs of files that are of no use now.
  size_t refused() const;

 private:
  // What was found out about one pair of files.
  struct Pair {
    size_t contents = 0;  // a hash
    size_t told_contents = 0;
    std::string fault;  // of the contents when they were read; empty: none
  };

  bool HaveChanged();
  void Renew(const Instant& now, Log& log, std::vector<std::string>& sentences);
  void KeepOwn(const FullConfig& config, const Instant& now, Log& log);
  void TellWhatEnds(const Instant& now, Log& log, std::vector<std::string>& sentences);

  std::shared_ptr<const TlsCredentials> tls_;
  FileWatch watch_;
  absl::Time due_ = absl::InfinitePast();
  std::vector<Pair> pairs_;                   // in the order of the credentials' files
  bool read_ = false;                         // the contents that are there now
  std::optional<absl::Time> own_checked_at_;  // steady
  std::optional<std::vector<std::string>>
      told_ends_;            // what was told last of certificates that end
  absl::Time told_ends_at_;  // steady
};

}  // namespace irc

#endif  // IRCSERV_NET_CERTIFICATES_H_
