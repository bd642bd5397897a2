#include "net/workers/work.h"

#include <array>

#include "absl/strings/match.h"

namespace irc {
namespace {

WorkKind Kind(const PasswordWork& check) {
  if (absl::StartsWith(check.credential, kAccountCredentials)) return WorkKind::kLoginPassword;
  if (absl::StartsWith(check.credential, kOperCredentials)) return WorkKind::kOperPassword;
  return WorkKind::kConnectionPassword;
}

PasswordWorkResult Run(const PasswordWork& check) {
  return {.ok = check.credentials->Check(check.credential, check.password.text())};
}

}  // namespace

absl::string_view WorkKindName(WorkKind kind) {
  constexpr std::array<absl::string_view, kWorkKinds> kNames = {"login_password", "oper_password",
                                                                "connection_password"};
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
