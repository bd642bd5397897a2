// One message or event, as a history keeps it.
//
// Law of this file: an item owns no text. It is made of a message and put into a history at once,
// or read from a history and valid until that changes. So neither direction makes a needless copy.
#ifndef IRCSERV_CORE_STATE_HISTORY_HISTORY_ITEM_H_
#define IRCSERV_CORE_STATE_HISTORY_HISTORY_ITEM_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/protocol/message.h"
#include "core/protocol/names.h"
#include "core/protocol/server_tag.h"
#include "core/state/archive.h"
#include "core/state/history/history_kind.h"
#include "core/state/slot_map.h"

namespace irc {

struct User;

// A participant of a conversation: an account or, without one, a user as long as it is connected.
// Nicks are no identity: the next owner of a nick may not read the messages to the last one.
struct Participant {
  Folded account;  // empty: a guest
  SlotId<User> guest;

  bool is_guest() const { return !guest.none(); }
  friend bool operator==(const Participant& a, const Participant& b) {
    return a.account == b.account && a.guest == b.guest;
  }
  friend bool operator<(const Participant& a, const Participant& b) {
    return a.account == b.account ? a.guest < b.guest : a.account < b.account;
  }
  template <typename H>
  friend H AbslHashValue(H h, const Participant& participant) {
    return H::combine(std::move(h), participant.account, participant.guest);
  }
};

// The order of all messages: the event in which a message was sent, and its number there. An id
// (msgid) is the text of a position, so its place in the order is known even when its message is
// gone.
struct HistoryPosition {
  uint64_t event = 0;
  uint32_t ordinal = 0;

  friend auto operator<=>(const HistoryPosition&, const HistoryPosition&) = default;
};

// The position that an id contains; absent for a text that is no id of this server.
std::optional<HistoryPosition> ParseMsgid(absl::Time epoch, absl::string_view msgid);

// A tag that the server added.
struct HistoryTag {
  ServerTag tag = "account";
  absl::string_view value;
};

// Of a message of several lines; see TextLine.
struct HistoryLine {
  absl::string_view text;
  bool concat = false;
};

struct HistoryItem {
  absl::Time time;  // in whole milliseconds, as clients get it
  HistoryPosition position;
  HistoryKind kind = HistoryKind::kPrivmsg;
  bool trailing = false;     // the last parameter was written with its colon
  Participant author;        // the user that caused it; the source may be another name
  absl::string_view origin;  // of a guest: the address that pays (HistoryLedger); else empty
  absl::string_view source;
  absl::string_view client_tags;
  absl::InlinedVector<absl::string_view, 4> params;  // of several lines: the target alone
  absl::InlinedVector<HistoryTag, 1> tags;
  absl::InlinedVector<HistoryLine, 1> lines;

  absl::string_view command() const { return RowOf(kind).command; }
  HistoryGroup group() const { return RowOf(kind).group; }
};

// The item for `message`, with all of its tags. REQUIRES: it has an id, and a command of
// kHistoryKinds.
HistoryItem MakeHistoryItem(absl::Time now, uint64_t event, Participant author,
                            const Message& message);
// The message without its parameters: source, command, tags, its own time and id.
Message HeadOf(absl::Time epoch, const HistoryItem& item);
// The message, when it is one of a single line.
Message MessageOf(absl::Time epoch, const HistoryItem& item);

// The form of an item in a history: compact, and meaningless outside of this process. A snapshot
// has the field list below.
void PackHistoryItem(const HistoryItem& item, std::string& packed);
// Absent for bytes that PackHistoryItem does not make.
std::optional<HistoryItem> UnpackHistoryItem(absl::string_view packed);

template <typename Archive>
void Fields(Archive& archive, Participant& participant) {
  auto& [account, guest] = participant;
  IRC_FIELDS(archive, account, guest);
}

template <typename Archive>
void Fields(Archive& archive, HistoryPosition& position) {
  auto& [event, ordinal] = position;
  IRC_FIELDS(archive, event, ordinal);
}

template <typename Archive>
void Fields(Archive& archive, HistoryTag& tag) {
  auto& [server_tag, value] = tag;
  absl::string_view key = server_tag.key();
  IRC_FIELDS(archive, key, value);
  if constexpr (Archive::kLoading) {
    const std::optional<ServerTag> found = ServerTag::Find(key);
    if (!found.has_value()) archive.Fail("it has a tag that this server does not know");
    server_tag = found.value_or(server_tag);
  }
}

template <typename Archive>
void Fields(Archive& archive, HistoryLine& line) {
  auto& [text, concat] = line;
  IRC_FIELDS(archive, text, concat);
}

template <typename Archive>
void Fields(Archive& archive, HistoryItem& item) {
  auto& [time, position, kind, trailing, author, origin, source, client_tags, params, tags, lines] =
      item;
  IRC_FIELDS(archive, time, position, kind, trailing, author, source, client_tags, params, tags,
             lines);
  IRC_FIELDS_SINCE(10, archive, origin);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_HISTORY_HISTORY_ITEM_H_
