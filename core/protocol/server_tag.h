// The message tags that the server makes itself, one row each. A tag that has no row does not
// compile, so what walks the tags of a message (rendering, histories, snapshots) knows all of them.
// The time, the msgid, labels and batches are not here: each message or event has its own, and
// render.cc adds them on the way out.
#ifndef IRCSERV_CORE_PROTOCOL_SERVER_TAG_H_
#define IRCSERV_CORE_PROTOCOL_SERVER_TAG_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "core/protocol/caps.h"

namespace irc {

struct ServerTagRow {
  absl::string_view key;
  Cap cap;  // only sessions with this capability get the tag
};

inline constexpr std::array kServerTags = {
    ServerTagRow{"account", Cap::kAccountTag},
    ServerTagRow{"bot", Cap::kMessageTags},
    ServerTagRow{"draft/chathistory-end", Cap::kChathistory},
    ServerTagRow{"draft/multiline-concat", Cap::kMultiline},
    ServerTagRow{"draft/oper", Cap::kOperTag},
    ServerTagRow{"draft/relaymsg", Cap::kRelaymsg},
};

// A row of the table.
class ServerTag {
 public:
  // From the key as a literal, at compile time: ServerTag("account").
  consteval ServerTag(const char* key)  // NOLINT: the key is the tag
      : index_(static_cast<uint8_t>(IndexOf(key))) {
    if (index_ == kServerTags.size()) throw "kServerTags has no row with this key";
  }

  // From a key that was saved; nothing when there is no such tag.
  static constexpr std::optional<ServerTag> Find(absl::string_view key) {
    const size_t index = IndexOf(key);
    if (index == kServerTags.size()) return std::nullopt;
    return ServerTag(static_cast<uint8_t>(index));
  }
  // REQUIRES: `index` is that of a tag.
  static constexpr ServerTag At(uint8_t index) { return ServerTag(index); }

  // The row's number, for what is kept in memory alone.
  constexpr uint8_t index() const { return index_; }
  constexpr absl::string_view key() const { return kServerTags[index_].key; }
  constexpr Cap cap() const { return kServerTags[index_].cap; }
  friend constexpr bool operator==(ServerTag, ServerTag) = default;

 private:
  explicit constexpr ServerTag(uint8_t index) : index_(index) {}

  // The number of rows when there is none.
  static constexpr size_t IndexOf(absl::string_view key) {
    size_t index = 0;
    while (index < kServerTags.size() && kServerTags[index].key != key) ++index;
    return index;
  }

  uint8_t index_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_SERVER_TAG_H_
