// What the server keeps beyond the life of its process: rows of tables, as plain values. The core
// asks for records to be kept (core/output.h), the shell keeps them (net/store) and gives them back
// at the next start (Restored in core/event.h).
//
// This is the one page of all tables. The columns of the database, the lines of an export and the
// text of recordings follow from the `Columns` functions: each visits the columns of a row in their
// order, `visit(name, member, how)`.
//
// Laws of this file:
// - A record depends neither on the node that keeps it nor on that node's clock.
// - A row is flat: a column is a whole number, a text, or a time. What has parts is a table of its
//   own, with the key of what it belongs to.
// - A row is put as a whole, and its key columns say which row it replaces. What changes for
//   different reasons (an account and the time when it was last seen) has different tables.
#ifndef IRCSERV_CORE_RECORDS_H_
#define IRCSERV_CORE_RECORDS_H_

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/ids.h"

namespace irc {

enum class Column {
  kKey,     // a part of the key
  kPlain,   // anything else
  kSecret,  // what only the shell reads; recordings have "*" in its place
};

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

// A name that nobody can register: that of an account that was erased, or one that staff holds.
struct HoldRow {
  static constexpr absl::string_view kTable = "holds";
  static constexpr absl::string_view kSavedName = kTable;
  std::string name;
  std::string by;
  std::string reason;
  absl::Time set_at;

  friend bool operator==(const HoldRow&, const HoldRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const HoldRow*) {
  visit("name", row.name, Column::kKey);
  visit("by", row.by, Column::kPlain);
  visit("reason", row.reason, Column::kPlain);
  visit("set_at", row.set_at, Column::kPlain);
}

// A note of staff about a name; it stays when the account is dropped.
struct MarkRow {
  static constexpr absl::string_view kTable = "marks";
  static constexpr absl::string_view kSavedName = kTable;
  MarkId id;
  std::string name;
  std::string by;
  std::string text;
  absl::Time set_at;

  friend bool operator==(const MarkRow&, const MarkRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const MarkRow*) {
  visit("id", row.id.value, Column::kKey);
  visit("name", row.name, Column::kPlain);
  visit("by", row.by, Column::kPlain);
  visit("text", row.text, Column::kPlain);
  visit("set_at", row.set_at, Column::kPlain);
}

// A server ban: KLINE, DLINE, XLINE, RESV or SHUN.
struct BanRow {
  static constexpr absl::string_view kTable = "bans";
  static constexpr absl::string_view kSavedName = kTable;
  BanId id;
  std::string kind;
  std::string mask;
  std::string reason;
  std::string by;  // nick!user@host of the operator
  absl::Time set_at;
  absl::Time expires_at = absl::InfiniteFuture();

  friend bool operator==(const BanRow&, const BanRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const BanRow*) {
  visit("id", row.id.value, Column::kKey);
  visit("kind", row.kind, Column::kPlain);
  visit("mask", row.mask, Column::kPlain);
  visit("reason", row.reason, Column::kPlain);
  visit("by", row.by, Column::kPlain);
  visit("set_at", row.set_at, Column::kPlain);
  visit("expires_at", row.expires_at, Column::kPlain);
}

// How often a server ban has kept somebody off.
struct BanHitRow {
  static constexpr absl::string_view kTable = "ban_hits";
  static constexpr absl::string_view kSavedName = kTable;
  BanId ban;
  uint64_t hits = 0;
  absl::Time last_at;

  friend bool operator==(const BanHitRow&, const BanHitRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const BanHitRow*) {
  visit("ban", row.ban.value, Column::kKey);
  visit("hits", row.hits, Column::kPlain);
  visit("last_at", row.last_at, Column::kPlain);
}

// A privileged act: the actor, the act, its target, its time and its reason.
struct AuditRecordRow {
  static constexpr absl::string_view kTable = "audit";
  static constexpr absl::string_view kSavedName = kTable;
  AuditId id;
  absl::Time at;
  std::string actor;    // nick!user@host
  std::string account;  // of the actor; empty: none
  std::string oper;     // the operator block; empty: not as an operator
  std::string action;   // a word, such as "SUSPEND"
  std::string target;
  std::string detail;

  friend bool operator==(const AuditRecordRow&, const AuditRecordRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const AuditRecordRow*) {
  visit("id", row.id.value, Column::kKey);
  visit("at", row.at, Column::kPlain);
  visit("actor", row.actor, Column::kPlain);
  visit("account", row.account, Column::kPlain);
  visit("oper", row.oper, Column::kPlain);
  visit("action", row.action, Column::kPlain);
  visit("target", row.target, Column::kPlain);
  visit("detail", row.detail, Column::kPlain);
}

// All tables, in the order in which an export has them.
using Row = std::variant<AccountRow, NickRow, SettingRow, SeenRow, CredentialRow, UseRow,
                         SuspensionRow, HoldRow, MarkRow, BanRow, BanHitRow, AuditRecordRow>;

// One change of what is kept.
struct Record {
  bool drop = false;  // removes the row with the key of `row`; otherwise `row` is put
  Row row;

  friend bool operator==(const Record&, const Record&) = default;
};

inline Record Put(Row row) { return {.drop = false, .row = std::move(row)}; }
inline Record Drop(Row key) { return {.drop = true, .row = std::move(key)}; }

// Calls visit(name, value, how) for each column of `row`, in the order of the table.
template <typename Visitor, typename AnyRow>
void VisitColumns(Visitor&& visit, AnyRow& row) {
  Columns(visit, row, static_cast<const std::remove_const_t<AnyRow>*>(nullptr));
}

inline absl::string_view TableOf(const Row& row) {
  return std::visit([](const auto& typed) { return std::decay_t<decltype(typed)>::kTable; }, row);
}

}  // namespace irc

#endif  // IRCSERV_CORE_RECORDS_H_
