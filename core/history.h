// What was said in one place, for those who were not looking: kept in memory, bounded, oldest first.
//
// Law of this file: Select is the only way to read a history, so that it can be kept elsewhere.
#ifndef IRCSERV_CORE_HISTORY_H_
#define IRCSERV_CORE_HISTORY_H_

#include <compare>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/archive.h"
#include "core/client_batch.h"
#include "core/message.h"
#include "core/names.h"
#include "core/slot_map.h"
#include "core/text_list.h"

namespace irc {

struct User;

// Who takes part in a conversation: an account or, without one, a user as long as he is here. Nicks
// are no identity: who takes one over may not read what its owner was told.
struct Party {
  Folded account;        // empty: a guest
  SlotId<User> guest;

  bool is_guest() const { return !guest.none(); }
  friend bool operator==(const Party& a, const Party& b) {
    return a.account == b.account && a.guest == b.guest;
  }
  friend bool operator<(const Party& a, const Party& b) {
    return a.account == b.account ? a.guest < b.guest : a.account < b.account;
  }
};

// The order of all messages: the event that one was said in, and its number there. An id (msgid) is
// a position written down, so it keeps its place in the order when its message is gone.
struct HistoryPosition {
  uint64_t event = 0;
  uint32_t ordinal = 0;

  friend auto operator<=>(const HistoryPosition&, const HistoryPosition&) = default;
};

// The position that an id names; nothing for what is no id of this server.
std::optional<HistoryPosition> ParseMsgid(absl::Time epoch, absl::string_view msgid);

enum class HistoryKind : uint8_t {
  kMessage,  // PRIVMSG, NOTICE
  kTagmsg,   // like events only for those who ask for them
  kEvent,    // JOIN, PART, QUIT, KICK, MODE, TOPIC, NICK
};

// A tag that the server added: the row of a table of them, and its value.
struct HistoryTag {
  uint8_t row = 0;
  std::string value;
};

struct HistoryItem {
  absl::Time time;              // to the millisecond, as it is told
  HistoryPosition position;
  HistoryKind kind = HistoryKind::kMessage;
  bool trailing = false;        // the last parameter was written with its colon
  Party author;                 // who caused it, whatever the source says
  TextList texts;               // in the order of the functions below
  std::vector<HistoryTag> tags;
  std::vector<TextLine> lines;  // of a message of several lines

  absl::string_view msgid() const { return texts[0]; }
  absl::string_view source() const { return texts[1]; }
  absl::string_view command() const { return texts[2]; }
  absl::string_view client_tags() const { return texts[3]; }
  size_t params() const { return texts.size() - kFixedTexts; }  // of several lines: the target alone
  absl::string_view param(size_t i) const { return texts[kFixedTexts + i]; }
  bool IsWhole() const { return texts.size() >= kFixedTexts; }

  // The same with another parameter in the place of one.
  HistoryItem WithParam(size_t place, absl::string_view text) const;

 private:
  static constexpr size_t kFixedTexts = 4;
};

// `message` as it is kept. REQUIRES: it has an id.
HistoryItem MakeHistoryItem(absl::Time epoch, absl::Time now, uint64_t event, HistoryKind kind,
                            Party author, const Message& message);
// What was said, but for its parameters: source, command, tags, its own time and id.
Message HeadOf(const HistoryItem& item);
// The message, when it is one of a single line.
Message MessageOf(const HistoryItem& item);

// A place in the history: a moment, or a message.
using HistoryReference = std::variant<absl::Time, HistoryPosition>;

struct HistoryQuery {
  std::optional<HistoryReference> after;   // strictly
  std::optional<HistoryReference> from;    // not before
  std::optional<HistoryReference> before;  // strictly
  size_t limit = 0;
  bool newest = false;                     // the last ones when there are more; else the first
  bool events = false;                     // all kinds, not only messages
};

class HistoryLog {
 public:
  // Forgets the oldest beyond `limit`.
  void Add(HistoryItem&& item, int64_t limit);
  // In their order; good until the log changes.
  std::vector<const HistoryItem*> Select(const HistoryQuery& query) const;
  // The message with that id; null when it is not there.
  const HistoryItem* Find(absl::string_view msgid) const;
  void Remove(HistoryPosition position);
  // False for a damaged one.
  bool IsWhole() const;

 private:
  template <typename Archive>
  friend void Fields(Archive& archive, HistoryLog& log) {
    archive(log.items_);
  }
  std::deque<HistoryItem> items_;
};

template <typename Archive>
void Fields(Archive& archive, Party& party) {
  auto& [account, guest] = party;
  archive(account, guest);
}

template <typename Archive>
void Fields(Archive& archive, HistoryPosition& position) {
  auto& [event, ordinal] = position;
  archive(event, ordinal);
}

template <typename Archive>
void Fields(Archive& archive, HistoryTag& tag) {
  auto& [row, value] = tag;
  archive(row, value);
}

template <typename Archive>
void Fields(Archive& archive, HistoryItem& item) {
  auto& [time, position, kind, trailing, author, texts, tags, lines] = item;
  archive(time, position, kind, trailing, author, texts, tags, lines);
}

}  // namespace irc

#endif  // IRCSERV_CORE_HISTORY_H_
