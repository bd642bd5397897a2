// NickServ CERT: the TLS certificates that log in to an account without a password.
#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/replies/date.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"

namespace irc {
namespace {

constexpr absl::string_view kKind = "certificate";
constexpr size_t kFingerprintDigits = 64;  // SHA-256

// Lower-case digits; programs also write them in upper case, and with colons between bytes.
std::string AsFingerprint(absl::string_view text) {
  return absl::AsciiStrToLower(absl::StrReplaceAll(text, {{":", ""}}));
}

bool IsFingerprint(absl::string_view text) {
  return text.size() == kFingerprintDigits &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return absl::ascii_isxdigit(c); });
}

void AddCertificate(ServiceCtx& ctx, const Account& account) {
  const std::string fingerprint =
      ctx.words.size() > 1 ? AsFingerprint(ctx.word(1)) : ctx.session.peer.certfp;
  if (fingerprint.empty()) return ctx.Say("This connection shows no certificate");
  if (!IsFingerprint(fingerprint)) {
    return ctx.Say("A fingerprint is the SHA-256 of the certificate: 64 hexadecimal digits");
  }
  if (ctx.state.accounts.OfCertificate(fingerprint) != nullptr) {
    return ctx.Say("That certificate is in use already");
  }
  if (account.CountCredentials(kKind) >=
      static_cast<size_t>(ctx.state.config.limits.account_certificates)) {
    return ctx.Say("Your account has as many certificates as it may have");
  }
  SaveAndSay(ctx, account,
             {Put(CredentialRow{.id = ctx.state.last_ids.NextCredential(),
                                .account = account.id(),
                                .kind = std::string(kKind),
                                .label = fingerprint,
                                .created_at = ctx.state.now})},
             absl::StrCat("The certificate ", fingerprint, " logs you in now"));
}

void DeleteCertificate(ServiceCtx& ctx, const Account& account) {
  const std::string fingerprint = AsFingerprint(ctx.word(1));
  const CredentialRow* row = account.Credential(kKind, fingerprint);
  if (row == nullptr) return ctx.Say("Your account does not have that certificate");
  SaveAndSay(ctx, account, {Drop(*row)},
             absl::StrCat("The certificate ", fingerprint, " is removed"));
}

void ListCertificates(ServiceCtx& ctx, const Account& account) {
  for (const CredentialRow& row : account.details->credentials) {
    if (row.kind != kKind) continue;
    ctx.Say(absl::StrCat(row.label, " since ", FormatDate(row.created_at)));
  }
  ctx.Say(absl::StrCat("Certificates: ", account.CountCredentials(kKind)));
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
  ctx.Say(absl::StrCat("Syntax: ", ctx.request->syntax));
}

}  // namespace irc
