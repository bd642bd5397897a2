// The tables of groups, hosts and memos; see core/records.h.
#ifndef IRCSERV_CORE_ROWS_SERVICE_ROWS_H_
#define IRCSERV_CORE_ROWS_SERVICE_ROWS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/ids.h"
#include "core/rows/column.h"

namespace irc {

// A group of accounts.
struct GroupRow {
  static constexpr absl::string_view kTable = "groups";
  static constexpr absl::string_view kSavedName = kTable;
  GroupId id;
  std::string name;  // with its "!", as it is spelled
  absl::Time registered_at;

  friend bool operator==(const GroupRow&, const GroupRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const GroupRow*) {
  visit("id", row.id.value, Column::kKey);
  visit("name", row.name, Column::kPlain);
  visit("registered_at", row.registered_at, Column::kPlain);
}

// An account in a group.
struct GroupMemberRow {
  static constexpr absl::string_view kTable = "group_members";
  static constexpr absl::string_view kSavedName = kTable;
  GroupId group;
  AccountId account;
  std::string flags;  // letters: F founder, f members, s settings, c channels, m memos, v vhosts, i
                      // invites, b banned, A list
  std::string by;
  absl::Time set_at;

  friend bool operator==(const GroupMemberRow&, const GroupMemberRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const GroupMemberRow*) {
  visit("group", row.group.value, Column::kKey);
  visit("account", row.account.value, Column::kKey);
  visit("flags", row.flags, Column::kPlain);
  visit("by", row.by, Column::kPlain);
  visit("set_at", row.set_at, Column::kPlain);
}

// A choice for a group. One that has the default value has no row.
struct GroupSettingRow {
  static constexpr absl::string_view kTable = "group_settings";
  static constexpr absl::string_view kSavedName = kTable;
  GroupId group;
  std::string key;
  std::string value;

  friend bool operator==(const GroupSettingRow&, const GroupSettingRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const GroupSettingRow*) {
  visit("group", row.group.value, Column::kKey);
  visit("key", row.key, Column::kKey);
  visit("value", row.value, Column::kPlain);
}

// The host that users of an account show in place of their own.
struct VhostRow {
  static constexpr absl::string_view kTable = "vhosts";
  static constexpr absl::string_view kSavedName = kTable;
  AccountId account;
  std::string host;
  std::string by;  // who approved it
  absl::Time set_at;

  friend bool operator==(const VhostRow&, const VhostRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const VhostRow*) {
  visit("account", row.account.value, Column::kKey);
  visit("host", row.host, Column::kPlain);
  visit("by", row.by, Column::kPlain);
  visit("set_at", row.set_at, Column::kPlain);
}

// A host that an account has asked for; staff has not answered yet.
struct VhostRequestRow {
  static constexpr absl::string_view kTable = "vhost_requests";
  static constexpr absl::string_view kSavedName = kTable;
  AccountId account;
  std::string host;
  absl::Time asked_at;

  friend bool operator==(const VhostRequestRow&, const VhostRequestRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const VhostRequestRow*) {
  visit("account", row.account.value, Column::kKey);
  visit("host", row.host, Column::kPlain);
  visit("asked_at", row.asked_at, Column::kPlain);
}

// A host that every account may take, or every member of a group. "$account" stands for the name.
struct VhostOfferRow {
  static constexpr absl::string_view kTable = "vhost_offers";
  static constexpr absl::string_view kSavedName = kTable;
  std::string host;
  GroupId group;  // 0: every account
  std::string by;
  absl::Time set_at;

  friend bool operator==(const VhostOfferRow&, const VhostOfferRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const VhostOfferRow*) {
  visit("host", row.host, Column::kKey);
  visit("group", row.group.value, Column::kPlain);
  visit("by", row.by, Column::kPlain);
  visit("set_at", row.set_at, Column::kPlain);
}

// A message to an account, which waits until somebody reads it.
struct MemoRow {
  static constexpr absl::string_view kTable = "memos";
  static constexpr absl::string_view kSavedName = kTable;
  MemoId id;
  AccountId account;   // the receiver
  AccountId from;      // who has sent it; 0: no account of this server
  std::string sender;  // the name of a sender without an account here
  absl::Time sent_at;
  std::string text;
  absl::Time read_at = absl::InfiniteFuture();  // InfiniteFuture: not read yet
  uint64_t receipt = 0;                         // 1: the sender gets a memo when it is read

  friend bool operator==(const MemoRow&, const MemoRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const MemoRow*) {
  visit("id", row.id.value, Column::kKey);
  visit("account", row.account.value, Column::kPlain);
  visit("from", row.from.value, Column::kPlain);
  visit("sender", row.sender, Column::kPlain);
  visit("sent_at", row.sent_at, Column::kPlain);
  visit("text", row.text, Column::kPlain);
  visit("read_at", row.read_at, Column::kPlain);
  visit("receipt", row.receipt, Column::kPlain);
}

// An account that may send no memos to another one.
struct MemoIgnoreRow {
  static constexpr absl::string_view kTable = "memo_ignores";
  static constexpr absl::string_view kSavedName = kTable;
  AccountId account;
  AccountId ignored;  // the account that may not

  friend bool operator==(const MemoIgnoreRow&, const MemoIgnoreRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const MemoIgnoreRow*) {
  visit("account", row.account.value, Column::kKey);
  visit("ignored", row.ignored.value, Column::kKey);
}

}  // namespace irc

#endif  // IRCSERV_CORE_ROWS_SERVICE_ROWS_H_
