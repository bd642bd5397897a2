// The messages of one channel or conversation, for clients that were away: kept in memory, bounded,
// oldest first.
//
// Law of this file: Select and Find are the only ways to read a history, so that it can be kept
// elsewhere.
//
// The items lie one after the other in blocks of bytes, each packed (PackHistoryItem): most are
// never read, so that adding one has to be cheap. (Objects that own their texts took more than
// twice as much memory, and forgetting one was a cache miss.) A block never moves: with one growing
// buffer, one message in a hundred waited for the copy of all messages before it, five times as
// long as for everything else that the core does.
#ifndef IRCSERV_CORE_STATE_HISTORY_H_
#define IRCSERV_CORE_STATE_HISTORY_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/state/history_item.h"

namespace irc {

// A place in the history: a moment, or a message.
using HistoryReference = std::variant<absl::Time, HistoryPosition>;

struct HistoryQuery {
  std::optional<HistoryReference> after;   // strictly
  std::optional<HistoryReference> from;    // not before
  std::optional<HistoryReference> before;  // strictly
  size_t limit = 0;
  bool newest = false;  // the last ones when there are more; else the first
  bool events = false;  // all kinds, not only messages
};

class HistoryLog {
 public:
  // Forgets the oldest beyond `limit`.
  void Add(const HistoryItem& item, int64_t limit);
  // The items that the query selects, in their order; valid until the log changes.
  std::vector<HistoryItem> Select(const HistoryQuery& query) const;
  // Absent when the history does not have it; valid until the log changes.
  std::optional<HistoryItem> Find(HistoryPosition position) const;
  void Remove(HistoryPosition position);
  // Dates `now` what was dated later, because the clock was set back. REQUIRES: whole milliseconds.
  void DateNotAfter(absl::Time now);
  // True if the items are in their order and none is after `last` or `now`.
  bool IsInOrder(HistoryPosition last, absl::Time now) const;

 private:
  // The bytes of one item.
  struct Place {
    const char* begin = nullptr;
    uint32_t bytes = 0;
  };
  using Places = std::deque<Place>;
  // Items in their order; all blocks but the last have some.
  struct Block {
    std::unique_ptr<char[]> memory;
    uint32_t size = 0;   // bytes
    uint32_t used = 0;   // bytes
    uint32_t items = 0;  // that are still in the history
  };

  template <typename Archive>
  friend void Fields(Archive& archive, HistoryLog& log) {
    std::vector<HistoryItem> items;
    if constexpr (!Archive::kLoading) {
      for (const Place& place : log.places_) items.push_back(log.ItemAt(place));
    }
    archive(items);
    if constexpr (Archive::kLoading) {
      log = HistoryLog();
      if (!archive.ok()) return;
      for (const HistoryItem& item : items) log.Append(PackHistoryItem(item));
    }
  }

  void Append(absl::string_view packed);
  absl::string_view At(const Place& place) const { return {place.begin, place.bytes}; }
  HistoryItem ItemAt(const Place& place) const;
  void AddBlock(size_t bytes_min);
  // Takes note that one item of the block was removed.
  void Release(std::vector<Block>::iterator block);
  Places::const_iterator Lookup(HistoryPosition position) const;

  Places places_;
  std::vector<Block> blocks_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_HISTORY_H_
