// What is left of an answer that is too long to be sent at once: one part for each list in it. A
// part is plain values, so that the answer goes on after a snapshot. Parts name users and channels
// by id: those that are gone are left out, and those that come later are in no list.
#ifndef IRCSERV_CORE_STATE_ANSWER_PART_H_
#define IRCSERV_CORE_STATE_ANSWER_PART_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/state/archive.h"
#include "core/state/history/conversations.h"
#include "core/state/history/history_item.h"
#include "core/state/slot_map.h"

namespace irc {

struct Channel;
struct User;

// The members of a channel that are still to be listed. A list that has not begun has no ids yet:
// it takes all members.
struct MembersLeft {
  SlotId<Channel> channel;
  bool begun = false;
  std::vector<SlotId<User>> ids;
};

struct NamesPart {  // NAMES: 353 for each member, then 366
  static constexpr absl::string_view kSavedName = "names";
  MembersLeft members;  // without a channel: 366 alone
  std::string ended;    // the names in 366; empty: no 366
};

struct ChannelWhoPart {  // WHO of a channel
  static constexpr absl::string_view kSavedName = "who-channel";
  std::string mask;  // the parameters of the line
  std::string options;
  MembersLeft members;
};

struct MaskWhoPart {  // WHO of a mask
  static constexpr absl::string_view kSavedName = "who-mask";
  std::string mask;
  std::string options;
  uint32_t next_slot = 0;  // of the users
  int64_t found = 0;
};

struct ListPart {  // LIST
  static constexpr absl::string_view kSavedName = "list";
  std::vector<std::string> params;
  absl::Time asked_at;  // the conditions on times are relative to it
  uint32_t next = 0;    // a slot of the channels, or the index of a wanted name
};

struct HistoryPart {  // a page of CHATHISTORY or of the playback
  static constexpr absl::string_view kSavedName = "history";
  SlotId<Channel> channel;    // none: a conversation
  Participants participants;  // of the conversation
  std::string target;
  std::string batch;  // empty: the session has none
  bool complete = false;
  bool begun = false;
  std::vector<HistoryPosition> left;
};

// A user or a channel whose metadata is to be sent. With both, it is the user's, as far as the
// channel may see it.
struct MetadataTarget {
  SlotId<User> user;
  SlotId<Channel> channel;
  bool later = false;  // of the channel: 774, because it is large
};

struct MetadataPart {
  static constexpr absl::string_view kSavedName = "metadata";
  std::string name;   // of the target that was asked for
  std::string batch;  // empty: the session has none
  bool begun = false;
  std::vector<MetadataTarget> left;
};

// A numeric as a value.
struct SavedReply {
  int32_t code = 0;
  std::vector<std::string> params;
  bool trailing = false;
};

// Replies that were made when the question was asked: lists that are short but for a server with
// unusual limits, and those for operators alone.
struct RepliesPart {
  static constexpr absl::string_view kSavedName = "replies";
  std::vector<SavedReply> left;
};

struct AnswerPart {
  std::string batch;  // of the labelled response that it belongs to; empty: none
  std::variant<NamesPart, ChannelWhoPart, MaskWhoPart, ListPart, HistoryPart, MetadataPart,
               RepliesPart>
      what;
};

template <typename Archive>
void Fields(Archive& archive, MembersLeft& members) {
  auto& [channel, begun, ids] = members;
  IRC_FIELDS(archive, channel, begun, ids);
}

template <typename Archive>
void Fields(Archive& archive, NamesPart& part) {
  auto& [members, ended] = part;
  IRC_FIELDS(archive, members, ended);
}

template <typename Archive>
void Fields(Archive& archive, ChannelWhoPart& part) {
  auto& [mask, options, members] = part;
  IRC_FIELDS(archive, mask, options, members);
}

template <typename Archive>
void Fields(Archive& archive, MaskWhoPart& part) {
  auto& [mask, options, next_slot, found] = part;
  IRC_FIELDS(archive, mask, options, next_slot, found);
}

template <typename Archive>
void Fields(Archive& archive, ListPart& part) {
  auto& [params, asked_at, next] = part;
  IRC_FIELDS(archive, params, asked_at, next);
}

template <typename Archive>
void Fields(Archive& archive, HistoryPart& part) {
  auto& [channel, participants, target, batch, complete, begun, left] = part;
  IRC_FIELDS(archive, channel, participants, target, batch, complete, begun, left);
}

template <typename Archive>
void Fields(Archive& archive, MetadataTarget& target) {
  auto& [user, channel, later] = target;
  IRC_FIELDS(archive, user, channel, later);
}

template <typename Archive>
void Fields(Archive& archive, MetadataPart& part) {
  auto& [name, batch, begun, left] = part;
  IRC_FIELDS(archive, name, batch, begun, left);
}

template <typename Archive>
void Fields(Archive& archive, SavedReply& reply) {
  auto& [code, params, trailing] = reply;
  IRC_FIELDS(archive, code, params, trailing);
}

template <typename Archive>
void Fields(Archive& archive, RepliesPart& part) {
  auto& [left] = part;
  IRC_FIELDS(archive, left);
}

template <typename Archive>
void Fields(Archive& archive, AnswerPart& part) {
  auto& [batch, what] = part;
  IRC_FIELDS(archive, batch, what);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_ANSWER_PART_H_
