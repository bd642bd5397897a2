#include "core/kept/certificates.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace irc {
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
