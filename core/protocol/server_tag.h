// The message tags that the server makes itself: the column `tag` of the table of capabilities. A
// tag that stands in no row does not compile, so everything that walks the tags of a message
// (rendering, histories, snapshots) knows all of them. The time, the msgid, labels and batches are
// not here: each message or event has its own, and render.cc adds them.
#ifndef IRCSERV_CORE_PROTOCOL_SERVER_TAG_H_
#define IRCSERV_CORE_PROTOCOL_SERVER_TAG_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "core/protocol/caps.h"

namespace irc {

struct ServerTagRow {
  absl::string_view key;
  Cap cap = {};  // only sessions with this capability get the tag
};

inline constexpr size_t kServerTagCount =
    std::count_if(kCaps.begin(), kCaps.end(), [](const CapRow& row) { return !row.tag.empty(); });

inline constexpr std::array kServerTags = [] {
  std::array<ServerTagRow, kServerTagCount> tags;
  size_t count = 0;
  for (const CapRow& row : kCaps) {
    if (!row.tag.empty()) tags[count++] = {row.tag, row.cap};
  }
  return tags;
}();

// One of them.
class ServerTag {
 public:
  // From the key as a literal, at compile time: ServerTag("account").
  consteval ServerTag(const char* key)  // NOLINT: the key is the tag
      : index_(static_cast<uint8_t>(IndexOf(key))) {
    if (index_ == kServerTags.size()) throw "no row of kCaps has this tag";
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
