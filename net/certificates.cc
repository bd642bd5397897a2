#include "net/certificates.h"

#include <algorithm>
#include <utility>

#include "absl/hash/hash.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "net/config/cautions.h"
#include "net/io/files.h"

namespace irc {
namespace {

constexpr absl::Duration kLookEvery = absl::Minutes(1);
constexpr absl::Duration kQuiet = absl::Seconds(1);
constexpr absl::Duration kDay = absl::Hours(24);

std::string DayOf(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone());
}

// A hash of the contents, or of the reason for which there are none.
size_t ContentsOf(const TlsCredentials::Files& files) {
  const absl::StatusOr<std::string> certificate = ReadWholeFile(files.certificate);
  const absl::StatusOr<std::string> key = ReadWholeFile(files.key);
  const auto text = [](const absl::StatusOr<std::string>& read) {
    return read.ok() ? absl::string_view(*read) : read.status().message();
  };
  return absl::HashOf(certificate.ok(), text(certificate), key.ok(), text(key));
}

}  // namespace

void LogTls(Log& log, const FullConfig& config, const LoadedTls& tls) {
  if (tls.credentials == nullptr || !UsesKeptCertificate(config.shell)) return;
  const TlsCredentials::Certificate certificate = tls.credentials->Certificates().front();
  if (!tls.made_because.empty()) {
    log.Info("a self-signed certificate was made", {{"because", tls.made_because}});
  }
  log.Info("self-signed certificate",
           {{"file", certificate.file.empty() ? "none" : certificate.file},
            {"sha256", certificate.sha256},
            {"until", DayOf(certificate.until)}});
  if (!tls.caution.empty()) log.Warning("caution", {{"reason", tls.caution}});
}

void Certificates::Take(std::shared_ptr<const TlsCredentials> tls) {
  tls_ = std::move(tls);
  pairs_.clear();
  told_ends_.reset();
  due_ = absl::InfinitePast();
}

void Certificates::OnChange(absl::Time steady) {
  watch_.Clear();
  due_ = std::min(due_, steady + kQuiet);
}

std::vector<std::string> Certificates::Look(const FullConfig& config, const Instant& now,
                                            Log& log) {
  std::vector<std::string> sentences;
  due_ = tls_ == nullptr ? absl::InfiniteFuture() : now.steady + kLookEvery;
  if (tls_ == nullptr) return sentences;
  if (UsesKeptCertificate(config.shell)) {
    KeepOwn(config, now, log);
  } else if (tls_->files().empty()) {
    // It is in memory only.
  } else if (HaveChanged()) {
    due_ = now.steady + kQuiet;
  } else if (!read_ || refused() > 0) {
    Renew(now, log, sentences);
  }
  TellWhatEnds(now, log, sentences);
  return sentences;
}

std::vector<CertificateEnd> Certificates::Ends() const {
  std::vector<CertificateEnd> ends;
  if (tls_ == nullptr) return ends;
  for (TlsCredentials::Certificate& certificate : tls_->Certificates()) {
    ends.push_back({.file = std::move(certificate.file), .until = certificate.until});
  }
  return ends;
}

size_t Certificates::refused() const {
  return static_cast<size_t>(std::count_if(pairs_.begin(), pairs_.end(),
                                           [](const Pair& pair) { return !pair.fault.empty(); }));
}

// Whether the files have other contents than at the last look.
bool Certificates::HaveChanged() {
  const std::vector<TlsCredentials::Files>& files = tls_->files();
  std::vector<std::string> paths;
  for (const TlsCredentials::Files& pair : files) {
    paths.push_back(pair.certificate);
    paths.push_back(pair.key);
  }
  watch_.Watch(paths);  // before they are read, so that no change falls between
  pairs_.resize(files.size());
  bool changed = false;
  for (size_t i = 0; i < files.size(); ++i) {
    const size_t contents = ContentsOf(files[i]);
    if (std::exchange(pairs_[i].contents, contents) != contents) changed = true;
  }
  if (changed) read_ = false;
  return changed;
}

void Certificates::Renew(const Instant& now, Log& log, std::vector<std::string>& sentences) {
  std::vector<std::string> faults;
  const auto renewed = tls_->Renewed(now.wall, faults);
  const std::vector<TlsCredentials::Certificate> before = tls_->Certificates();
  const std::vector<TlsCredentials::Certificate> after = renewed->Certificates();
  tls_ = renewed;
  read_ = true;
  for (size_t i = 0; i < faults.size(); ++i) {
    Pair& pair = pairs_[i];
    const bool told = pair.told_contents == pair.contents && pair.fault == faults[i];
    const bool recovered = faults[i].empty() && !pair.fault.empty();
    pair.fault = faults[i];
    pair.told_contents = pair.contents;
    if (before[i].sha256 != after[i].sha256) {
      log.Info(
          "certificate renewed",
          {{"file", after[i].file}, {"sha256", after[i].sha256}, {"until", DayOf(after[i].until)}});
    } else if (recovered) {
      log.Info("the certificate is right again", {{"file", after[i].file}});
    }
    if (told || faults[i].empty()) continue;
    log.Warning("a new certificate is refused", {{"reason", faults[i]}});
    sentences.push_back(
        absl::StrCat("A new certificate is refused, and the old one stays: ", faults[i]));
  }
}

// Once a day, a certificate of the server's own that ends soon is replaced.
void Certificates::KeepOwn(const FullConfig& config, const Instant& now, Log& log) {
  if (!own_checked_at_.has_value()) own_checked_at_ = now.steady;
  if (now.steady - *own_checked_at_ < kDay) return;
  own_checked_at_ = now.steady;
  const LoadedTls kept = KeepCertificate(config, now.wall, tls_.get(), true);
  tls_ = kept.credentials;
  if (!kept.made_because.empty() || !kept.caution.empty()) LogTls(log, config, kept);
}

// Tells of certificates that end soon or have ended: when one comes to that, and once a day. The
// start and a rehash have logged those of theirs.
void Certificates::TellWhatEnds(const Instant& now, Log& log, std::vector<std::string>& sentences) {
  std::vector<std::string> ends = CautionsOfCertificates(*tls_, now.wall);
  const bool first = !told_ends_.has_value();
  if (!first && *told_ends_ == ends && now.steady - told_ends_at_ < kDay) return;
  told_ends_at_ = now.steady;
  if (!first) {
    for (const std::string& sentence : ends) {
      log.Warning("caution", {{"reason", sentence}});
      sentences.push_back(sentence);
    }
  }
  told_ends_ = std::move(ends);
}

}  // namespace irc
