// The accounts of the server, found in constant time by name, by nick, by id and by certificate.
//
// There are two kinds. Those of the configuration are names that the operator has written down;
// those that are kept (core/records.h) were registered. Where both have the same name, the
// configured one counts, and the other one cannot be used until the name leaves the configuration.
#ifndef IRCSERV_CORE_STATE_REGISTRY_ACCOUNTS_H_
#define IRCSERV_CORE_STATE_REGISTRY_ACCOUNTS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "core/ids.h"
#include "core/protocol/names.h"
#include "core/protocol/unicode/lookalikes.h"
#include "core/records.h"
#include "core/state/archive.h"
#include "core/state/registry/account.h"
#include "core/state/row_fields.h"

namespace irc {

// Accounts by their names. It has no copy of them: of 100,000 accounts, folded names as keys would
// take as much memory as a quarter of the rest.
struct AccountNameHash {
  using is_transparent = void;
  size_t operator()(const Folded& name) const { return absl::HashOf(name); }
  size_t operator()(const Account* account) const {
    return absl::HashOf(Fold(casemapping, account->name()));
  }
  Casemapping casemapping = Casemapping::kAscii;
};
struct AccountNameEqual {
  using is_transparent = void;
  bool operator()(const Account* a, const Account* b) const { return a == b; }
  bool operator()(const Account* a, const Folded& name) const {
    return Fold(casemapping, a->name()) == name;
  }
  bool operator()(const Folded& name, const Account* a) const { return (*this)(a, name); }
  Casemapping casemapping = Casemapping::kAscii;
};

// The search for accounts that have not been used for too long. It is done piece by piece.
struct ExpiryRound {
  absl::Time next = absl::UnixEpoch();   // when it goes on, or begins again
  absl::Time after = absl::UnixEpoch();  // the place of the last account that was looked at
  AccountId after_id;
};
template <typename Archive>
void Fields(Archive& archive, ExpiryRound& round) {
  auto& [next, after, after_id] = round;
  IRC_FIELDS(archive, next, after, after_id.value);
}

class Accounts {
 public:
  // What takes memory for each account, and is made only where it is used.
  struct Indexes {
    bool lookalikes = false;  // for AnyLookalike; holds for the life of the object
    bool uses = false;        // for ForEachByUse
  };

  // Replaces the configured accounts by those with these names; of two names that fold to the same,
  // the first one counts. The casemapping holds for the life of the object.
  void Configure(Casemapping casemapping, const Indexes& indexes,
                 absl::Span<const std::string> names);

  // Takes up a change of a row of accounts, nicks, settings, seen, credentials, uses or
  // suspensions; false, and nothing happens, for a row of another table, one that contradicts the
  // others (its account does not exist, its name belongs to another account), or a drop of what is
  // not there.
  bool Apply(const Record& record);

  // Null when there is no such account. Valid until the next change.
  const Account* Find(const Folded& name) const;
  const Account* Find(AccountId id) const;
  // The account that has this nick, as its name or grouped with it.
  const Account* OwnerOf(const Folded& nick) const;
  // Whether `test` is true of an account that has a name or nick that looks like this one.
  bool AnyLookalike(absl::string_view nick, absl::FunctionRef<bool(const Account&)> test) const;
  // The account that the certificate with this SHA-256 fingerprint (lower-case hex) logs in to; a
  // pending one logs in to none.
  const Account* OfCertificate(absl::string_view fingerprint) const;

  // How many accounts have this address, verified or still to be. `email`: see NormalEmail.
  size_t CountOfEmail(absl::string_view email) const;
  // Whether there is a credential of that id.
  bool HasCredential(CredentialId id) const { return credentials_.contains(id); }
  // The account that has waited the longest for its verification, or null.
  const Account* OldestUnverified() const;

  // The number of kept accounts.
  size_t size() const { return kept_.size(); }
  // Whether there is any account.
  bool empty() const { return kept_.empty() && configured_.empty(); }
  // Calls visit(const Account&) for each kept account, by id.
  template <typename Visitor>
  void ForEach(Visitor&& visit) const {
    for (const auto& [id, account] : kept_) visit(*account);
  }

  // A place among the kept accounts, which are ordered by their last use.
  using UsePosition = std::pair<absl::Time, AccountId>;
  // Calls visit(const Account&) for the accounts behind `position`, those that have not been used
  // for the longest time first, until it returns false. It must not change the accounts. REQUIRES:
  // Configure was told to have the index.
  template <typename Visitor>
  void ForEachByUse(const UsePosition& position, Visitor&& visit) const {
    for (auto at = by_use_.upper_bound(position); at != by_use_.end(); ++at) {
      if (!visit(*Find(at->second))) return;
    }
  }

  const ExpiryRound& expiry_round() const { return expiry_round_; }
  void SetExpiryRound(const ExpiryRound& round) { expiry_round_ = round; }

  // The rows of the kept accounts, from which Apply makes the same ones again. The verifiers of
  // credentials are empty.
  std::vector<Row> Rows() const;
  // Makes the kept accounts from the rows of a snapshot; false when they contradict each other.
  // REQUIRES: Configure was called.
  bool TakeLoaded();

 private:
  template <typename Archive>
  friend void Fields(Archive& archive, Accounts& accounts) {
    std::vector<Row> rows;
    if constexpr (!Archive::kLoading) rows = accounts.Rows();
    auto& expiry_round = accounts.expiry_round_;
    IRC_FIELDS(archive, rows, expiry_round);
    if constexpr (Archive::kLoading) accounts.loaded_ = std::move(rows);
  }

  bool Put(const AccountRow& row);
  bool Put(const NickRow& row);
  bool Put(const SettingRow& row);
  bool Put(const SeenRow& row);
  bool Put(const CredentialRow& row);
  bool Put(const UseRow& row);
  bool Put(const SuspensionRow& row);
  bool Remove(const AccountRow& key);
  bool Remove(const NickRow& key);
  bool Remove(const SettingRow& key);
  bool Remove(const SeenRow& key);
  bool Remove(const CredentialRow& key);
  bool Remove(const UseRow& key);
  bool Remove(const SuspensionRow& key);

  using NameIndex = absl::flat_hash_set<const Account*, AccountNameHash, AccountNameEqual>;

  // Adds the row to the indexes of rows, or takes it out.
  void Index(const Account& account);
  void Unindex(const Account& account);
  Account* FindKept(AccountId id);
  void RemoveNick(Account& account, const Folded& nick);
  // Makes a change of the account that may be one of its last use.
  template <typename Change>
  void ChangeUse(Account& account, Change change) {
    by_use_.erase({account.used_at(), account.id()});
    change();
    if (indexes_.uses) by_use_.insert({account.used_at(), account.id()});
  }
  // A kept account has the nick from now on, or no more.
  void AddLook(absl::string_view nick);
  void RemoveLook(absl::string_view nick);
  bool IsOfAnother(const Folded& nick, AccountId account) const;

  Casemapping casemapping_ = Casemapping::kAscii;
  std::vector<Account> configured_;  // in the order of their names' list
  absl::flat_hash_map<Folded, size_t> configured_index_;
  // By pointer: the nodes of a btree are largely empty when its values are large.
  absl::btree_map<AccountId, std::unique_ptr<Account>> kept_;
  NameIndex names_;
  absl::flat_hash_map<Folded, AccountId> nicks_;              // grouped ones
  absl::flat_hash_map<std::string, AccountId> certificates_;  // by fingerprint
  absl::flat_hash_map<CredentialId, AccountId> credentials_;  // of all kinds
  absl::flat_hash_map<uint64_t, uint32_t> emails_;  // by a hash: how many accounts have it
  absl::btree_set<std::pair<absl::Time, AccountId>> unverified_;  // since when
  absl::btree_set<UsePosition> by_use_;  // of kept ones; empty without that index
  ExpiryRound expiry_round_;
  Indexes indexes_;
  Lookalikes lookalikes_;             // of the names and nicks of kept accounts
  Lookalikes configured_lookalikes_;  // of the names of configured ones
  std::vector<Row> loaded_;           // until TakeLoaded
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_REGISTRY_ACCOUNTS_H_
