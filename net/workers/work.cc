#include "net/workers/work.h"

#include <array>

#include "absl/strings/match.h"
#include "net/auth/mail_codes.h"
#include "net/auth/passwords/verifier.h"

namespace irc {
namespace {

WorkKind Kind(const PasswordWork& check) {
  if (absl::StartsWith(check.credential, kAccountCredentials)) return WorkKind::kLoginPassword;
  if (absl::StartsWith(check.credential, kOperCredentials)) return WorkKind::kOperPassword;
  return WorkKind::kConnectionPassword;
}

WorkKind Kind(const AccountPasswordWork&) { return WorkKind::kLoginPassword; }
WorkKind Kind(const MailCodeWork&) { return WorkKind::kLoginPassword; }
WorkKind Kind(const NewPasswordWork&) { return WorkKind::kNewPassword; }
WorkKind Kind(const ExternalWork&) { return WorkKind::kExternalLogin; }

PasswordWorkResult Run(const PasswordWork& check) {
  return {.ok = check.credentials->Check(check.credential, check.password.text())};
}

AccountPasswordWorkResult Run(const AccountPasswordWork& check) {
  const std::string& password = check.password.text();
  if (VerifyInEqualTime(check.verifier, password) != Verdict::kRight) return {};
  AccountPasswordWorkResult result{.ok = true, .replacement = {}};
  if (NeedsNewVerifier(check.verifier)) {
    result.replacement = MakeVerifier(password).value_or("");
  }
  return result;
}

PasswordWorkResult Run(const MailCodeWork& check) {
  return {.ok = IsMailCode(check.verifier, check.password.text())};
}

ExternalWorkResult Run(const ExternalWork& work) {
  return {.answer = work.checks->Check(work.question)};
}

NewPasswordWorkResult Run(const NewPasswordWork& work) {
  return {.verifier = MakeVerifier(work.password.text()).value_or("")};
}

}  // namespace

absl::string_view WorkKindName(WorkKind kind) {
  constexpr std::array<absl::string_view, kWorkKinds> kNames = {
      "login_password", "oper_password", "connection_password", "new_password", "external_login"};
  return kNames[static_cast<size_t>(kind)];
}

WorkKind KindOf(const Work& work) {
  return std::visit([](const auto& unit) { return Kind(unit); }, work);
}

IpAddress UnitOf(const Work& work) {
  return std::visit([](const auto& unit) { return LimitedUnit(unit.from); }, work);
}

WorkResult RunWork(const Work& work) {
  return std::visit([](const auto& unit) -> WorkResult { return Run(unit); }, work);
}

}  // namespace irc
