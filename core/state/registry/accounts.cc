#include "core/state/registry/accounts.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/protocol/email.h"
#include "core/protocol/fnv.h"

namespace irc {
namespace {

// Puts `row` in the place of the one with the same key, or adds it so that the keys stay in order.
template <typename T, typename Key>
void PutByKey(std::vector<T>& rows, const T& row, Key T::*key) {
  const auto at = std::lower_bound(rows.begin(), rows.end(), row,
                                   [&](const T& a, const T& b) { return a.*key < b.*key; });
  if (at != rows.end() && (*at).*key == row.*key) {
    *at = row;
  } else {
    rows.insert(at, row);
  }
}

template <typename T, typename Key>
bool RemoveByKey(std::vector<T>& rows, const T& row, Key T::*key) {
  return std::erase_if(rows, [&](const T& each) { return each.*key == row.*key; }) > 0;
}

// In the place of an address, which takes more memory. Two that have the same count together.
uint64_t HashOfEmail(absl::string_view email) { return Fnv1a(email); }

// The addresses that count for limits.accounts_per_email, each once.
std::vector<std::string> EmailsOf(const Account& account) {
  std::vector<std::string> emails;
  if (!account.email().empty()) emails.push_back(NormalEmail(account.email()));
  if (account.wanted_email().empty()) return emails;
  std::string wanted = NormalEmail(account.wanted_email());
  if (emails.empty() || emails.front() != wanted) emails.push_back(std::move(wanted));
  return emails;
}

bool LogsInByCertificate(const CredentialRow& row) {
  return row.kind == "certificate" && row.scope != kPendingScope;
}

}  // namespace

void Accounts::Configure(Casemapping casemapping, const Indexes& indexes,
                         absl::Span<const std::string> names) {
  if (kept_.empty()) names_ = NameIndex(0, {casemapping}, {casemapping});
  casemapping_ = casemapping;
  if (indexes.uses != indexes_.uses) by_use_.clear();
  for (const auto& [id, account] : kept_) {
    if (!indexes.uses || indexes_.uses) break;
    by_use_.insert({account->used_at(), id});
  }
  indexes_ = indexes;
  configured_.clear();
  configured_index_.clear();
  configured_lookalikes_.Clear();
  configured_.reserve(names.size());
  configured_index_.reserve(names.size());
  for (const std::string& name : names) {
    if (!configured_index_.try_emplace(Fold(casemapping, name), configured_.size()).second) {
      continue;
    }
    configured_.emplace_back(AccountRow{.name = name}).configured = true;
    if (indexes.lookalikes) configured_lookalikes_.Add(name);
  }
}

const Account* Accounts::Find(const Folded& name) const {
  const auto configured = configured_index_.find(name);
  if (configured != configured_index_.end()) return &configured_[configured->second];
  const auto found = names_.find(name);
  return found == names_.end() ? nullptr : *found;
}

const Account* Accounts::Find(AccountId id) const {
  const auto found = kept_.find(id);
  return found == kept_.end() ? nullptr : found->second.get();
}

const Account* Accounts::OwnerOf(const Folded& nick) const {
  if (const Account* named = Find(nick)) return named;
  const auto found = nicks_.find(nick);
  return found == nicks_.end() ? nullptr : Find(found->second);
}

bool Accounts::AnyLookalike(absl::string_view nick,
                            absl::FunctionRef<bool(const Account&)> test) const {
  const auto test_owner = [&](const std::string& other) {
    return test(*OwnerOf(Fold(casemapping_, other)));
  };
  return lookalikes_.Any(nick, test_owner) || configured_lookalikes_.Any(nick, test_owner);
}

void Accounts::AddLook(absl::string_view nick) {
  if (indexes_.lookalikes) lookalikes_.Add(nick);
}

void Accounts::RemoveLook(absl::string_view nick) {
  if (indexes_.lookalikes) lookalikes_.Remove(nick);
}

const Account* Accounts::OfCertificate(absl::string_view fingerprint) const {
  const auto found = certificates_.find(fingerprint);
  return found == certificates_.end() ? nullptr : Find(found->second);
}

size_t Accounts::CountOfEmail(absl::string_view email) const {
  const auto found = emails_.find(HashOfEmail(email));
  return found == emails_.end() ? 0 : found->second;
}

const Account* Accounts::OldestUnverified() const {
  return unverified_.empty() ? nullptr : Find(unverified_.begin()->second);
}

void Accounts::Index(const Account& account) {
  for (const std::string& email : EmailsOf(account)) ++emails_[HashOfEmail(email)];
  if (!account.verified()) unverified_.insert({account.registered_at(), account.id()});
}

void Accounts::Unindex(const Account& account) {
  for (const std::string& email : EmailsOf(account)) {
    const auto found = emails_.find(HashOfEmail(email));
    if (--found->second == 0) emails_.erase(found);
  }
  unverified_.erase({account.registered_at(), account.id()});
}

Account* Accounts::FindKept(AccountId id) {
  const auto found = kept_.find(id);
  return found == kept_.end() ? nullptr : found->second.get();
}

// Whether a kept account other than `account` has the name or the nick.
bool Accounts::IsOfAnother(const Folded& nick, AccountId account) const {
  const auto named = names_.find(nick);
  if (named != names_.end() && (*named)->id() != account) return true;
  const auto grouped = nicks_.find(nick);
  return grouped != nicks_.end() && grouped->second != account;
}

bool Accounts::Apply(const Record& record) {
  return std::visit(
      [&](const auto& row) {
        if constexpr (requires { Put(row); }) {
          return record.drop ? Remove(row) : Put(row);
        } else {
          return false;
        }
      },
      record.row);
}

bool Accounts::Put(const AccountRow& row) {
  const Folded name = Fold(casemapping_, row.name);
  if (row.id.value == 0 || IsOfAnother(name, row.id)) return false;
  std::unique_ptr<Account>& place = kept_[row.id];
  if (place == nullptr) {
    place = std::make_unique<Account>(AccountRow{.id = row.id});
  } else {
    Unindex(*place);
  }
  Account& account = *place;
  names_.erase(&account);  // under its old name
  RemoveLook(account.name());
  ChangeUse(account, [&] { account.Set(row); });
  names_.insert(&account);
  Index(account);
  AddLook(row.name);
  return true;
}

bool Accounts::Remove(const AccountRow& key) {
  const auto found = kept_.find(key.id);
  if (found == kept_.end()) return false;
  const Account& account = *found->second;
  names_.erase(&account);
  Unindex(account);
  RemoveLook(account.name());
  by_use_.erase({account.used_at(), account.id()});
  for (const NickRow& nick : account.details->nicks) {
    nicks_.erase(Fold(casemapping_, nick.nick));
    RemoveLook(nick.nick);
  }
  for (const CredentialRow& row : account.details->credentials) {
    if (LogsInByCertificate(row)) certificates_.erase(row.label);
    credentials_.erase(row.id);
  }
  credentials_.erase(account.password);
  kept_.erase(found);
  return true;
}

void Accounts::RemoveNick(Account& account, const Folded& nick) {
  std::erase_if(account.details.Edit().nicks, [&](const NickRow& each) {
    if (Fold(casemapping_, each.nick) != nick) return false;
    RemoveLook(each.nick);
    return true;
  });
}

bool Accounts::Put(const NickRow& row) {
  const Folded nick = Fold(casemapping_, row.nick);
  Account* account = FindKept(row.account);
  if (account == nullptr || IsOfAnother(nick, row.account)) return false;
  RemoveNick(*account, nick);
  account->details.Edit().nicks.push_back(row);
  nicks_[nick] = row.account;
  AddLook(row.nick);
  return true;
}

bool Accounts::Remove(const NickRow& key) {
  const Folded nick = Fold(casemapping_, key.nick);
  const auto found = nicks_.find(nick);
  if (found == nicks_.end()) return false;
  RemoveNick(*FindKept(found->second), nick);
  nicks_.erase(found);
  return true;
}

bool Accounts::Put(const SettingRow& row) {
  Account* account = FindKept(row.account);
  if (account == nullptr) return false;
  PutByKey(account->details.Edit().settings, row, &SettingRow::key);
  return true;
}

bool Accounts::Remove(const SettingRow& key) {
  Account* account = FindKept(key.account);
  return account != nullptr && RemoveByKey(account->details.Edit().settings, key, &SettingRow::key);
}

bool Accounts::Put(const SeenRow& row) {
  Account* account = FindKept(row.account);
  if (account == nullptr) return false;
  ChangeUse(*account, [&] { account->seen_at = row.at; });
  return true;
}

bool Accounts::Remove(const SeenRow& key) {
  Account* account = FindKept(key.account);
  if (account == nullptr) return false;
  ChangeUse(*account, [&] { account->seen_at = absl::InfinitePast(); });
  return true;
}

bool Accounts::Put(const CredentialRow& row) {
  Account* account = FindKept(row.account);
  if (account == nullptr || row.id.value == 0) return false;
  const auto known = credentials_.find(row.id);
  if (known != credentials_.end() && known->second != row.account) return false;
  if (LogsInByCertificate(row)) {
    const auto [owner, is_new] = certificates_.try_emplace(row.label, row.account);
    if (!is_new && owner->second != row.account) return false;
  }
  if (known != credentials_.end()) Remove(row);
  if (LogsInByCertificate(row)) certificates_[row.label] = row.account;
  credentials_[row.id] = row.account;
  if (row.kind == "password") {
    account->password = row.id;
  } else {
    CredentialRow kept = row;
    kept.verifier.clear();
    PutByKey(account->details.Edit().credentials, kept, &CredentialRow::id);
  }
  return true;
}

bool Accounts::Remove(const CredentialRow& key) {
  const auto found = credentials_.find(key.id);
  if (found == credentials_.end()) return false;
  Account& account = *FindKept(found->second);
  credentials_.erase(found);
  if (account.LastUse(key.id) != nullptr) {
    RemoveByKey(account.details.Edit().uses, UseRow{.credential = key.id}, &UseRow::credential);
  }
  if (account.password == key.id) {
    account.password = {};
  } else {
    std::vector<CredentialRow>& rows = account.details.Edit().credentials;
    for (const CredentialRow& row : rows) {
      if (row.id == key.id && LogsInByCertificate(row)) certificates_.erase(row.label);
    }
    RemoveByKey(rows, key, &CredentialRow::id);
  }
  return true;
}

bool Accounts::Put(const UseRow& row) {
  Account* account = FindKept(row.account);
  const auto owner = credentials_.find(row.credential);
  if (account == nullptr || owner == credentials_.end() || owner->second != row.account) {
    return false;
  }
  PutByKey(account->details.Edit().uses, row, &UseRow::credential);
  return true;
}

bool Accounts::Remove(const UseRow& key) {
  const auto owner = credentials_.find(key.credential);
  return owner != credentials_.end() &&
         RemoveByKey(FindKept(owner->second)->details.Edit().uses, key, &UseRow::credential);
}

bool Accounts::Put(const SuspensionRow& row) {
  Account* account = FindKept(row.account);
  if (account == nullptr) return false;
  account->details.Edit().suspension = std::make_unique<SuspensionRow>(row);
  return true;
}

bool Accounts::Remove(const SuspensionRow& key) {
  Account* account = FindKept(key.account);
  if (account == nullptr || account->details->suspension == nullptr) return false;
  account->details.Edit().suspension = nullptr;
  return true;
}

std::vector<Row> Accounts::Rows() const {
  std::vector<Row> rows;
  for (const auto& [id, account] : kept_) {
    for (Row& row : account->Rows()) rows.push_back(std::move(row));
  }
  return rows;
}

bool Accounts::TakeLoaded() {
  names_.clear();
  kept_.clear();
  nicks_.clear();
  emails_.clear();
  unverified_.clear();
  certificates_.clear();
  credentials_.clear();
  by_use_.clear();
  lookalikes_.Clear();
  bool ok = true;
  for (Row& row : std::exchange(loaded_, {})) ok &= Apply(irc::Put(std::move(row)));
  return ok;
}

}  // namespace irc
