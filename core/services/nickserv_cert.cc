// NickServ CERT: the TLS certificates that log in to an account without a password.
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/kept/certificates.h"
#include "core/kept/commit.h"
#include "core/protocol/fingerprint.h"
#include "core/replies/date.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/texts/nickserv.h"

namespace irc {
namespace {

void AddCertificate(ServiceCtx& ctx, const Account& account) {
  const bool named = ctx.words.size() > 1;
  const std::string fingerprint = named ? AsFingerprint(ctx.word(1)) : ctx.session.peer.certfp;
  if (fingerprint.empty()) {
    return ctx.Say(named ? texts::kFingerprintIsNone : texts::kConnectionShowsNoCertificate);
  }
  const CredentialRow* own = account.Credential(kCertificateKind, fingerprint);
  const bool shown = fingerprint == ctx.session.peer.certfp;
  const bool known = own != nullptr && !(shown && IsPending(*own));
  if (known || ctx.state.accounts.OfCertificate(fingerprint) != nullptr) {
    return ctx.Say(texts::kCertificateIsInUse);
  }
  if (own == nullptr && HasAllCertificates(ctx.state, account)) {
    return ctx.Say(texts::kCertificatesAreTooMany);
  }
  CredentialRow row = NewCertificate(ctx, account, fingerprint, "");
  if (own != nullptr) row.id = own->id;
  SaveAndSay(ctx, account, {Put(std::move(row))},
             ctx.Text(shown ? texts::kCertificateLogsInNow : texts::kCertificateLogsInOnceShown,
                      fingerprint));
}

void DeleteCertificate(ServiceCtx& ctx, const Account& account) {
  const std::string fingerprint = AsFingerprint(ctx.word(1));
  const CredentialRow* row =
      fingerprint.empty() ? nullptr : account.Credential(kCertificateKind, fingerprint);
  if (row == nullptr) return ctx.Say(texts::kCertificateIsNotYours);
  SaveAndSay(ctx, account, DropsOf(account, *row),
             ctx.Text(texts::kCertificateIsRemoved, fingerprint));
}

void ListCertificates(ServiceCtx& ctx, const Account& account) {
  for (const CredentialRow& row : account.details->credentials) {
    if (row.kind != kCertificateKind) continue;
    const absl::string_view name = NameOfCertificate(row);
    ctx.Say(IsPending(row) ? texts::kCertificateSinceNotShown : texts::kCertificateSince,
            absl::StrCat(row.label, name.empty() ? "" : " ", name), FormatDate(row.created_at));
  }
  ctx.Say(texts::kCertificateCount, account.CountCredentials(kCertificateKind));
}

}  // namespace

void Cert(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.user.account);
  if (account == nullptr) return;
  if (absl::EqualsIgnoreCase(ctx.word(0), "ADD")) return AddCertificate(ctx, *account);
  if (absl::EqualsIgnoreCase(ctx.word(0), "LIST")) return ListCertificates(ctx, *account);
  if (absl::EqualsIgnoreCase(ctx.word(0), "DEL") && ctx.words.size() > 1) {
    return DeleteCertificate(ctx, *account);
  }
  ctx.SaySyntax();
}

}  // namespace irc
