// The tables of accounts; see core/records.h.
#ifndef IRCSERV_CORE_ROWS_ACCOUNT_ROWS_H_
#define IRCSERV_CORE_ROWS_ACCOUNT_ROWS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/ids.h"
#include "core/rows/column.h"

namespace irc {

// An account. Its id never changes and is never given to another one.
struct AccountRow {
  static constexpr absl::string_view kTable = "accounts";
  static constexpr absl::string_view kSavedName = kTable;
  AccountId id;
  std::string name;          // as it is spelled
  std::string email;         // the verified address; empty: none
  std::string wanted_email;  // the address that is still to be verified; empty: none
  absl::Time registered_at;
  absl::Time verified_at = absl::InfiniteFuture();  // InfiniteFuture: it is not verified yet

  friend bool operator==(const AccountRow&, const AccountRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const AccountRow*) {
  visit("id", row.id.value, Column::kKey);
  visit("name", row.name, Column::kPlain);
  visit("email", row.email, Column::kPlain);
  visit("wanted_email", row.wanted_email, Column::kPlain);
  visit("registered_at", row.registered_at, Column::kPlain);
  visit("verified_at", row.verified_at, Column::kPlain);
}

// A nick of an account beside its name.
struct NickRow {
  static constexpr absl::string_view kTable = "nicks";
  static constexpr absl::string_view kSavedName = kTable;
  std::string nick;
  AccountId account;
  absl::Time grouped_at;

  friend bool operator==(const NickRow&, const NickRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const NickRow*) {
  visit("nick", row.nick, Column::kKey);
  visit("account", row.account.value, Column::kPlain);
  visit("grouped_at", row.grouped_at, Column::kPlain);
}

// A choice of the account's owner, or of staff for it. One that has the default value has no row.
struct SettingRow {
  static constexpr absl::string_view kTable = "settings";
  static constexpr absl::string_view kSavedName = kTable;
  AccountId account;
  std::string key;
  std::string value;

  friend bool operator==(const SettingRow&, const SettingRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const SettingRow*) {
  visit("account", row.account.value, Column::kKey);
  visit("key", row.key, Column::kKey);
  visit("value", row.value, Column::kPlain);
}

// When somebody was logged in to the account for the last time.
struct SeenRow {
  static constexpr absl::string_view kTable = "seen";
  static constexpr absl::string_view kSavedName = kTable;
  AccountId account;
  absl::Time at;

  friend bool operator==(const SeenRow&, const SeenRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const SeenRow*) {
  visit("account", row.account.value, Column::kKey);
  visit("at", row.at, Column::kPlain);
}

// One way to prove that one owns an account. `kind` is one of:
//
//   password       `verifier`: a hash, and keys of SCRAM-SHA-256 (net/auth/passwords/verifier.h)
//   app_password   a random one for one program: `label` is its name, `scope` what it may do
//                  ("reading"), `verifier` its hash
//   certificate    `label`: the SHA-256 fingerprint, lower-case hex; `scope`: "pending" until it is
//                  shown together with the password, otherwise ':' and its name, or nothing
//   totp           `verifier`: the secret of the one-time passwords, encrypted, and the step that
//                  was used last; `scope`: "pending" until its owner has given a code of it
//   recovery_code  `verifier`: the hashes of codes that are good once, in place of a code
//   email_code     `verifier`: the hash of a code that was sent to `wanted_email`
//   reset_code     `verifier`: the hash of a code that allows to choose a new password
//
// `label` of the two codes is the address that the code was sent to.
struct CredentialRow {
  static constexpr absl::string_view kTable = "credentials";
  static constexpr absl::string_view kSavedName = kTable;
  CredentialId id;
  AccountId account;
  std::string kind;
  std::string label;
  std::string scope;  // empty: everything
  std::string verifier;
  absl::Time created_at;
  absl::Time expires_at = absl::InfiniteFuture();

  friend bool operator==(const CredentialRow&, const CredentialRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const CredentialRow*) {
  visit("id", row.id.value, Column::kKey);
  visit("account", row.account.value, Column::kPlain);
  visit("kind", row.kind, Column::kPlain);
  visit("label", row.label, Column::kPlain);
  visit("scope", row.scope, Column::kPlain);
  visit("verifier", row.verifier, Column::kSecret);
  visit("created_at", row.created_at, Column::kPlain);
  visit("expires_at", row.expires_at, Column::kPlain);
}

// When a credential was used for the last time, and from which address.
struct UseRow {
  static constexpr absl::string_view kTable = "uses";
  static constexpr absl::string_view kSavedName = kTable;
  CredentialId credential;
  AccountId account;
  absl::Time at;
  std::string address;

  friend bool operator==(const UseRow&, const UseRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const UseRow*) {
  visit("credential", row.credential.value, Column::kKey);
  visit("account", row.account.value, Column::kPlain);
  visit("at", row.at, Column::kPlain);
  visit("address", row.address, Column::kPlain);
}

// An account that nobody may log in to.
struct SuspensionRow {
  static constexpr absl::string_view kTable = "suspensions";
  static constexpr absl::string_view kSavedName = kTable;
  AccountId account;
  std::string by;      // the operator
  std::string reason;  // shown to the owner
  absl::Time set_at;
  absl::Time expires_at = absl::InfiniteFuture();

  friend bool operator==(const SuspensionRow&, const SuspensionRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const SuspensionRow*) {
  visit("account", row.account.value, Column::kKey);
  visit("by", row.by, Column::kPlain);
  visit("reason", row.reason, Column::kPlain);
  visit("set_at", row.set_at, Column::kPlain);
  visit("expires_at", row.expires_at, Column::kPlain);
}

}  // namespace irc

#endif  // IRCSERV_CORE_ROWS_ACCOUNT_ROWS_H_
