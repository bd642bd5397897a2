// The tables of registered channels; see core/records.h.
#ifndef IRCSERV_CORE_ROWS_CHANNEL_ROWS_H_
#define IRCSERV_CORE_ROWS_CHANNEL_ROWS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/ids.h"
#include "core/rows/column.h"

namespace irc {

// A registered channel. Its id never changes and is never given to another one.
struct ChannelRow {
  static constexpr absl::string_view kTable = "channels";
  static constexpr absl::string_view kSavedName = kTable;
  ChannelId id;
  std::string name;  // as it is spelled
  AccountId founder;
  AccountId successor;  // gets the channel when the account of the founder goes; 0: nobody
  absl::Time registered_at;
  absl::Time approved_at = absl::InfiniteFuture();  // InfiniteFuture: staff has not approved it yet

  friend bool operator==(const ChannelRow&, const ChannelRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const ChannelRow*) {
  visit("id", row.id.value, Column::kKey);
  visit("name", row.name, Column::kPlain);
  visit("founder", row.founder.value, Column::kPlain);
  visit("successor", row.successor.value, Column::kPlain);
  visit("registered_at", row.registered_at, Column::kPlain);
  visit("approved_at", row.approved_at, Column::kPlain);
}

// When somebody with rights in the channel was in it for the last time.
struct ChannelUseRow {
  static constexpr absl::string_view kTable = "channel_uses";
  static constexpr absl::string_view kSavedName = kTable;
  ChannelId channel;
  absl::Time at;

  friend bool operator==(const ChannelUseRow&, const ChannelUseRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const ChannelUseRow*) {
  visit("channel", row.channel.value, Column::kKey);
  visit("at", row.at, Column::kPlain);
}

// The modes of a registered channel, but its lists.
struct ChannelModesRow {
  static constexpr absl::string_view kTable = "channel_modes";
  static constexpr absl::string_view kSavedName = kTable;
  ChannelId channel;
  absl::Time created_at;
  std::string flags;  // letters, such as "nt"
  std::string key;    // empty: none, as in what follows
  std::string forward;
  std::string throttle;  // joins:seconds
  uint64_t limit = 0;    // 0: none

  friend bool operator==(const ChannelModesRow&, const ChannelModesRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const ChannelModesRow*) {
  visit("channel", row.channel.value, Column::kKey);
  visit("created_at", row.created_at, Column::kPlain);
  visit("flags", row.flags, Column::kPlain);
  visit("key", row.key, Column::kChannelKey);
  visit("forward", row.forward, Column::kPlain);
  visit("throttle", row.throttle, Column::kPlain);
  visit("limit", row.limit, Column::kPlain);
}

// The topic of a registered channel.
struct ChannelTopicRow {
  static constexpr absl::string_view kTable = "channel_topics";
  static constexpr absl::string_view kSavedName = kTable;
  ChannelId channel;
  std::string text;
  std::string setter;
  absl::Time set_at;

  friend bool operator==(const ChannelTopicRow&, const ChannelTopicRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const ChannelTopicRow*) {
  visit("channel", row.channel.value, Column::kKey);
  visit("text", row.text, Column::kPlain);
  visit("setter", row.setter, Column::kPlain);
  visit("set_at", row.set_at, Column::kPlain);
}

// An entry of a list of a registered channel: a ban, an exception, an invitation or a quiet.
struct ChannelMaskRow {
  static constexpr absl::string_view kTable = "channel_masks";
  static constexpr absl::string_view kSavedName = kTable;
  ChannelId channel;
  std::string list;  // the letter of the mode
  std::string mask;
  std::string setter;
  absl::Time set_at;

  friend bool operator==(const ChannelMaskRow&, const ChannelMaskRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const ChannelMaskRow*) {
  visit("channel", row.channel.value, Column::kKey);
  visit("list", row.list, Column::kKey);
  visit("mask", row.mask, Column::kKey);
  visit("setter", row.setter, Column::kPlain);
  visit("set_at", row.set_at, Column::kPlain);
}

// A value of the metadata of a registered channel.
struct ChannelMetadataRow {
  static constexpr absl::string_view kTable = "channel_metadata";
  static constexpr absl::string_view kSavedName = kTable;
  ChannelId channel;
  std::string key;
  std::string value;

  friend bool operator==(const ChannelMetadataRow&, const ChannelMetadataRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const ChannelMetadataRow*) {
  visit("channel", row.channel.value, Column::kKey);
  visit("key", row.key, Column::kKey);
  visit("value", row.value, Column::kPlain);
}

// A choice for a registered channel (core/channel_settings.h lists the keys). One that has
// the default value has no row.
struct ChannelSettingRow {
  static constexpr absl::string_view kTable = "channel_settings";
  static constexpr absl::string_view kSavedName = kTable;
  ChannelId channel;
  std::string key;
  std::string value;

  friend bool operator==(const ChannelSettingRow&, const ChannelSettingRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const ChannelSettingRow*) {
  visit("channel", row.channel.value, Column::kKey);
  visit("key", row.key, Column::kKey);
  visit("value", row.value, Column::kPlain);
}

// The rights of somebody in a registered channel. `kind` says who that is:
//
//   account  the account `subject`
//   group    the members of the group `subject`
//   channel  who has rights in the registered channel `subject`
//   mask     users who match `mask`, a nick!user@host or an extban
//
// The kinds that have no mask have an empty one, and that which has no subject has 0.
struct AccessRow {
  static constexpr absl::string_view kTable = "channel_access";
  static constexpr absl::string_view kSavedName = kTable;
  ChannelId channel;
  std::string kind;
  uint64_t subject = 0;
  std::string mask;
  std::string flags;  // letters of core/channel_rights.h; "b" keeps them out
  std::string by;     // the account, or nick!user@host
  absl::Time set_at;
  absl::Time expires_at = absl::InfiniteFuture();
  std::string reason;   // shown to those who are kept out
  std::string comment;  // shown to those who may see the entry

  friend bool operator==(const AccessRow&, const AccessRow&) = default;
};
template <typename Visitor, typename Row>
void Columns(Visitor&& visit, Row& row, const AccessRow*) {
  visit("channel", row.channel.value, Column::kKey);
  visit("kind", row.kind, Column::kKey);
  visit("subject", row.subject, Column::kKey);
  visit("mask", row.mask, Column::kKey);
  visit("flags", row.flags, Column::kPlain);
  visit("by", row.by, Column::kPlain);
  visit("set_at", row.set_at, Column::kPlain);
  visit("expires_at", row.expires_at, Column::kPlain);
  visit("reason", row.reason, Column::kPlain);
  visit("comment", row.comment, Column::kPlain);
}

}  // namespace irc

#endif  // IRCSERV_CORE_ROWS_CHANNEL_ROWS_H_
