// What was said in one place, for those who were not looking: kept in memory, bounded, oldest
// first.
//
// Law of this file: Select and Find are the only ways to read a history, so that it can be kept
// elsewhere.
//
// The items lie one after the other in a ring of bytes, each as it stands in a snapshot: most are
// never read, so adding one is what has to be cheap. (As objects with a piece of memory each for
// their text they took 332 bytes and not 138, and to forget one meant to wait for memory that
// nobody had touched since it was said.)
#ifndef IRCSERV_CORE_HISTORY_H_
#define IRCSERV_CORE_HISTORY_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/history_item.h"

namespace irc {

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
  void Add(const HistoryItem& item, int64_t limit);
  // In their order; good until the log changes.
  std::vector<HistoryItem> Select(const HistoryQuery& query) const;
  // Nothing when it is not there; good until the log changes.
  std::optional<HistoryItem> Find(HistoryPosition position) const;
  void Remove(HistoryPosition position);
  // False for a damaged one.
  bool IsWhole() const;

 private:
  // Where an item lies in the ring.
  struct Place {
    uint32_t begin = 0;
    uint32_t bytes = 0;
  };
  using Places = std::deque<Place>;

  template <typename Archive>
  friend void Fields(Archive& archive, HistoryLog& log) {
    if constexpr (Archive::kLoading) {
      log = HistoryLog();
      const size_t count = archive.Count();
      for (size_t i = 0; i < count && archive.ok(); ++i) log.Append(archive.View());
    } else {
      archive.Integer(log.places_.size());
      for (const Place& place : log.places_) archive.Bytes(log.At(place));
    }
  }

  void Append(absl::string_view packed);
  absl::string_view At(const Place& place) const { return {ring_.get() + place.begin, place.bytes}; }
  HistoryItem ItemAt(const Place& place) const;
  bool HasRoom(size_t bytes, uint32_t& begin) const;
  void Grow(size_t bytes);
  Places::const_iterator Lookup(HistoryPosition position) const;

  Places places_;
  std::unique_ptr<char[]> ring_;
  uint32_t capacity_ = 0;  // bytes
  uint32_t tail_ = 0;      // where the last item ends; when the first begins there, the ring is full
};

}  // namespace irc

#endif  // IRCSERV_CORE_HISTORY_H_
