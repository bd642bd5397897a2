// The messages of one channel or conversation, for clients that were away: kept in memory, bounded,
// oldest first.
//
// Law of this file: Select and Find are the only ways to read a history, so that it can be kept
// elsewhere.
//
// Each item is one allocation, packed (PackHistoryItem): most are never read, so that adding one
// has to be cheap, and the memory of one that is forgotten goes back at once.
#ifndef IRCSERV_CORE_STATE_HISTORY_HISTORY_H_
#define IRCSERV_CORE_STATE_HISTORY_HISTORY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/state/history/history_item.h"
#include "core/state/history/history_ledger.h"

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

struct Conversation;

class HistoryLog {
 public:
  HistoryLog() = default;
  HistoryLog(const HistoryLog&) = delete;
  HistoryLog& operator=(const HistoryLog&) = delete;
  ~HistoryLog() { Drop(); }

  // It is the history of a conversation, which takes `bytes` itself.
  void BelongTo(const Conversation& conversation, uint32_t bytes) {
    conversation_ = &conversation;
    own_bytes_ = bytes;
  }
  // Null: it is a channel's.
  const Conversation* conversation() const { return conversation_; }

  // Adds an item, for which nobody pays yet: Charge or TakeBack comes next. REQUIRES: it is later
  // than the others.
  HistoryRecord& Append(const HistoryItem& item);
  // `payer` pays for the record. REQUIRES: it is the payer's newest.
  void Charge(HistoryLedger& ledger, HistoryPayer& payer, HistoryRecord& record);
  // Removes the newest record, for which nobody pays.
  void TakeBack(HistoryRecord& record);
  // Forgets one item, the oldest, or all.
  void Erase(HistoryLedger& ledger, HistoryRecord& record);
  void EraseOldest(HistoryLedger& ledger) { Erase(ledger, *records_[first_]); }
  void Clear(HistoryLedger& ledger);

  // The items that the query selects, in their order; valid until the log changes.
  std::vector<HistoryItem> Select(const HistoryQuery& query) const;
  // Absent when the history does not have it; valid until the log changes.
  std::optional<HistoryItem> Find(HistoryPosition position) const;
  // Null when the history does not have it.
  HistoryRecord* RecordAt(HistoryPosition position);
  // Calls visit(HistoryRecord&) for each item, oldest first. It may not add or erase any.
  template <typename Visit>
  void ForEachRecord(Visit&& visit) {
    for (size_t i = first_; i < records_.size(); ++i) visit(*records_[i]);
  }
  template <typename Visit>
  void ForEachRecord(Visit&& visit) const {
    for (size_t i = first_; i < records_.size(); ++i) visit(std::as_const(*records_[i]));
  }
  // The payer of a record that was loaded, by the name of PayerOf.
  std::string PayerOf(const HistoryRecord& record) const;
  // Dates `now` what was dated later, because the clock was set back. REQUIRES: whole milliseconds.
  void DateNotAfter(absl::Time now);
  // Puts '?' for every byte that is not UTF-8.
  void MakeUtf8();

  bool empty() const { return first_ == records_.size(); }
  size_t size() const { return records_.size() - first_; }
  uint64_t bytes() const { return bytes_; }  // what its items cost
  // What it counts for, beside its items, as long as it has any.
  uint32_t own_bytes() const { return own_bytes_; }
  // True if the items are in their order and none is after `last` or `now`.
  bool IsInOrder(HistoryPosition last, absl::Time now) const;

 private:
  using Records = std::vector<HistoryRecord*>;

  template <typename Archive>
  friend void Fields(Archive& archive, HistoryLog& log) {
    std::vector<HistoryItem> items;
    if constexpr (!Archive::kLoading) {
      log.ForEachRecord([&](const HistoryRecord& record) { items.push_back(log.ItemOf(record)); });
    }
    archive(items);
    if constexpr (Archive::kLoading) {
      log.Drop();
      if (!archive.ok()) return;
      for (const HistoryItem& item : items) log.Append(item);
    }
  }

  void Remove(Records::const_iterator place);
  // Frees all, which are not charged or whose ledger is gone too.
  void Drop();
  HistoryItem ItemOf(const HistoryRecord& record) const;
  Records::const_iterator begin() const {
    return records_.begin() + static_cast<std::ptrdiff_t>(first_);
  }
  Records::const_iterator Lookup(HistoryPosition position) const;

  Records records_;
  size_t first_ = 0;  // the places before it are free
  uint64_t bytes_ = 0;
  const Conversation* conversation_ = nullptr;
  uint32_t own_bytes_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_HISTORY_HISTORY_H_
