#include "net/auth/account_verifiers.h"

#include <variant>

namespace irc {

void AccountVerifiers::Apply(const Record& record) {
  if (const auto* row = std::get_if<CredentialRow>(&record.row)) {
    if (record.drop) {
      Forget(row->id);
    } else if (row->kind == "password") {
      Put(*row);
    }
  } else if (const auto* account = std::get_if<AccountRow>(&record.row)) {
    if (!record.drop) return;
    passwords_.erase(account->id);
    absl::erase_if(accounts_, [&](const auto& entry) { return entry.second == account->id; });
  }
}

const std::string& AccountVerifiers::PasswordOf(AccountId account) const {
  static const std::string kNone;
  const auto found = passwords_.find(account);
  return found == passwords_.end() ? kNone : found->second;
}

void AccountVerifiers::Put(const CredentialRow& row) {
  Forget(row.id);
  accounts_[row.id] = row.account;
  passwords_[row.account] = row.verifier;
}

void AccountVerifiers::Forget(CredentialId id) {
  const auto found = accounts_.find(id);
  if (found == accounts_.end()) return;
  passwords_.erase(found->second);
  accounts_.erase(found);
}

}  // namespace irc
