// An account that clients can log in to.
#ifndef IRCSERV_CORE_STATE_REGISTRY_ACCOUNT_H_
#define IRCSERV_CORE_STATE_REGISTRY_ACCOUNT_H_

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/ids.h"
#include "core/records.h"
#include "core/state/lazy.h"
#include "core/state/owned.h"
#include "core/state/registry/small_text.h"

namespace irc {

// The parts of an account that many do not have.
struct AccountDetails {
  std::string wanted_email;
  std::vector<NickRow> nicks;              // oldest first
  std::vector<SettingRow> settings;        // by key
  std::vector<CredentialRow> credentials;  // by id, without the verifiers and the password
  std::vector<UseRow> uses;                // by credential
  Owned<SuspensionRow> suspension;
};

// Its row is spread over what takes less memory; an account of the configuration has only a name.
class Account {
 public:
  explicit Account(const AccountRow& row) { Set(row); }
  void Set(const AccountRow& row);

  AccountId id() const { return id_; }
  const std::string& name() const { return name_; }
  // The verified address, and the one that is still to be verified; empty: none.
  absl::string_view email() const { return email_.text(); }
  absl::string_view wanted_email() const { return details->wanted_email; }
  absl::Time registered_at() const { return registered_at_; }
  // When the account was used for the last time: when somebody was logged in, or it was registered.
  absl::Time used_at() const { return std::max(seen_at, registered_at_); }
  bool verified() const { return configured || verified_at_ != absl::InfiniteFuture(); }
  AccountRow row() const;
  // The value of a setting; empty: the default.
  absl::string_view Setting(absl::string_view key) const;
  // The credential of that kind and label, or null.
  const CredentialRow* Credential(absl::string_view kind, absl::string_view label) const;
  const CredentialRow* Credential(CredentialId id) const;
  size_t CountCredentials(absl::string_view kind) const;
  // The last use of a credential, or null.
  const UseRow* LastUse(CredentialId credential) const;
  // All rows of a kept account, that of the account itself first. The verifiers of credentials are
  // empty.
  std::vector<Row> Rows() const;

  bool configured = false;
  absl::Time seen_at = absl::InfinitePast();  // InfinitePast: nobody has been logged in yet
  CredentialId password;                      // 0: it has none
  Lazy<AccountDetails> details;

 private:
  AccountId id_;
  std::string name_;
  SmallText email_;
  absl::Time registered_at_, verified_at_;
};

// The scope of a credential that does not count yet: its owner has still to prove to have it.
inline constexpr absl::string_view kPendingScope = "pending";
// The scope of an app password that may not speak or change anything.
inline constexpr absl::string_view kReadingScope = "reading";

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_REGISTRY_ACCOUNT_H_
