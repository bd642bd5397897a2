#include "core/state/registry/account.h"

#include <algorithm>

namespace irc {

void Account::Set(const AccountRow& row) {
  id_ = row.id;
  name_ = row.name;
  email_ = SmallText(row.email);
  if (wanted_email() != row.wanted_email) details.Edit().wanted_email = row.wanted_email;
  registered_at_ = row.registered_at;
  verified_at_ = row.verified_at;
}

AccountRow Account::row() const {
  return {.id = id_,
          .name = name_,
          .email = std::string(email()),
          .wanted_email = std::string(wanted_email()),
          .registered_at = registered_at_,
          .verified_at = verified_at_};
}

absl::string_view Account::Setting(absl::string_view key) const {
  for (const SettingRow& row : details->settings) {
    if (row.key == key) return row.value;
  }
  return "";
}

const CredentialRow* Account::Credential(absl::string_view kind, absl::string_view label) const {
  for (const CredentialRow& row : details->credentials) {
    if (row.kind == kind && row.label == label) return &row;
  }
  return nullptr;
}

const CredentialRow* Account::Credential(CredentialId id) const {
  for (const CredentialRow& row : details->credentials) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

size_t Account::CountCredentials(absl::string_view kind) const {
  const auto& all = details->credentials;
  return static_cast<size_t>(std::count_if(
      all.begin(), all.end(), [&](const CredentialRow& row) { return row.kind == kind; }));
}

const UseRow* Account::LastUse(CredentialId credential) const {
  for (const UseRow& row : details->uses) {
    if (row.credential == credential) return &row;
  }
  return nullptr;
}

std::vector<Row> Account::Rows() const {
  std::vector<Row> rows = {row()};
  if (seen_at != absl::InfinitePast()) rows.emplace_back(SeenRow{id(), seen_at});
  if (password.value != 0) {
    rows.emplace_back(CredentialRow{.id = password, .account = id(), .kind = "password"});
  }
  for (const NickRow& nick : details->nicks) rows.emplace_back(nick);
  for (const SettingRow& setting : details->settings) rows.emplace_back(setting);
  for (const CredentialRow& credential : details->credentials) rows.emplace_back(credential);
  for (const UseRow& use : details->uses) rows.emplace_back(use);
  if (details->suspension != nullptr) rows.emplace_back(*details->suspension);
  return rows;
}

}  // namespace irc
