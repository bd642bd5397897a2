#include "core/kept/certificates.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace irc {
namespace {

constexpr size_t kFingerprintDigits = 64;  // SHA-256

}  // namespace

std::string AsFingerprint(absl::string_view text) {
  const std::string digits = absl::AsciiStrToLower(absl::StrReplaceAll(text, {{":", ""}}));
  const bool good = digits.size() == kFingerprintDigits &&
                    std::all_of(digits.begin(), digits.end(),
                                [](unsigned char c) { return absl::ascii_isxdigit(c); });
  return good ? digits : "";
}

absl::string_view NameOfCertificate(const CredentialRow& row) {
  const absl::string_view scope = row.scope;
  return absl::StartsWith(scope, ":") ? scope.substr(1) : absl::string_view();
}

bool IsPending(const CredentialRow& row) { return row.scope == kPendingScope; }

bool HasAllCertificates(const State& state, const Account& account) {
  return account.CountCredentials(kCertificateKind) >=
         static_cast<size_t>(state.config.limits.account_certificates);
}

CredentialRow NewCertificate(SessionCtx& ctx, const Account& account,
                             const std::string& fingerprint, absl::string_view name) {
  const bool shown = fingerprint == ctx.session.peer.certfp;
  return {.id = ctx.state.last_ids.NextCredential(),
          .account = account.id(),
          .kind = std::string(kCertificateKind),
          .label = fingerprint,
          .scope = !shown         ? std::string(kPendingScope)
                   : name.empty() ? ""
                                  : absl::StrCat(":", name),
          .created_at = ctx.state.now};
}

}  // namespace irc
