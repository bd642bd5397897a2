// The tables of what staff does; see core/records.h.
#ifndef IRCSERV_CORE_ROWS_STAFF_ROWS_H_
#define IRCSERV_CORE_ROWS_STAFF_ROWS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/ids.h"
#include "core/rows/column.h"

namespace irc {

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

// What nobody may register or use, by masks. `kind`: "nick" (also names of accounts), "channel", or
// "mail" (addresses of accounts).
struct ForbidRow {
  static constexpr absl::string_view kTable = "forbids";
  static constexpr absl::string_view kSavedName = kTable;
  std::string kind;
  std::string mask;
  std::string by;
  std::string reason;
  absl::Time set_at;
  absl::Time expires_at = absl::InfiniteFuture();

  friend bool operator==(const ForbidRow&, const ForbidRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const ForbidRow*) {
  visit("kind", row.kind, Column::kKey);
  visit("mask", row.mask, Column::kKey);
  visit("by", row.by, Column::kPlain);
  visit("reason", row.reason, Column::kPlain);
  visit("set_at", row.set_at, Column::kPlain);
  visit("expires_at", row.expires_at, Column::kPlain);
}

// A message of staff that clients get. `kind`: "logon" (when they connect) or "oper" (when they
// become operators).
struct NewsRow {
  static constexpr absl::string_view kTable = "news";
  static constexpr absl::string_view kSavedName = kTable;
  NewsId id;
  std::string kind;
  std::string text;
  std::string by;
  absl::Time set_at;

  friend bool operator==(const NewsRow&, const NewsRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const NewsRow*) {
  visit("id", row.id.value, Column::kKey);
  visit("kind", row.kind, Column::kPlain);
  visit("text", row.text, Column::kPlain);
  visit("by", row.by, Column::kPlain);
  visit("set_at", row.set_at, Column::kPlain);
}

// How many connections an address or network may have, in place of the configured number.
struct SessionLimitRow {
  static constexpr absl::string_view kTable = "session_limits";
  static constexpr absl::string_view kSavedName = kTable;
  std::string address;  // address, or address/bits
  uint64_t limit = 0;   // 0: as many as they like
  std::string by;
  std::string reason;
  absl::Time set_at;
  absl::Time expires_at = absl::InfiniteFuture();

  friend bool operator==(const SessionLimitRow&, const SessionLimitRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const SessionLimitRow*) {
  visit("address", row.address, Column::kKey);
  visit("limit", row.limit, Column::kPlain);
  visit("by", row.by, Column::kPlain);
  visit("reason", row.reason, Column::kPlain);
  visit("set_at", row.set_at, Column::kPlain);
  visit("expires_at", row.expires_at, Column::kPlain);
}

// What staff has changed while the server runs, in place of the configuration; "defcon" is one of
// the keys.
struct ServerSettingRow {
  static constexpr absl::string_view kTable = "server_settings";
  static constexpr absl::string_view kSavedName = kTable;
  std::string key;
  std::string value;
  std::string by;
  absl::Time set_at;
  absl::Time expires_at = absl::InfiniteFuture();  // it is the configured one again then

  friend bool operator==(const ServerSettingRow&, const ServerSettingRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const ServerSettingRow*) {
  visit("key", row.key, Column::kKey);
  visit("value", row.value, Column::kPlain);
  visit("by", row.by, Column::kPlain);
  visit("set_at", row.set_at, Column::kPlain);
  visit("expires_at", row.expires_at, Column::kPlain);
}

}  // namespace irc

#endif  // IRCSERV_CORE_ROWS_STAFF_ROWS_H_
