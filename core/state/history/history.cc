#include "core/state/history/history.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <string>
#include <utility>

#include "core/check.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

absl::Time TimeOf(const HistoryRecord& record) {
  const std::optional<HistoryItem> item = UnpackHistoryItem({record.packed(), record.bytes});
  IRC_CHECK(item.has_value(), "what is in a history was packed");
  return item->time;
}

bool IsBefore(const HistoryRecord& record, const HistoryReference& reference) {
  if (const auto* time = std::get_if<absl::Time>(&reference)) return TimeOf(record) < *time;
  return record.position < std::get<HistoryPosition>(reference);
}

bool IsAfter(const HistoryRecord& record, const HistoryReference& reference) {
  if (const auto* time = std::get_if<absl::Time>(&reference)) return TimeOf(record) > *time;
  return record.position > std::get<HistoryPosition>(reference);
}

}  // namespace

HistoryRecord& HistoryLog::Append(const HistoryItem& item) {
  // Kept for the next item, so that a message costs one allocation.
  thread_local std::string packed;
  PackHistoryItem(item, packed);
  IRC_CHECK(packed.size() < UINT32_MAX / 2, "the limits keep an item far below 4 GiB");
  void* const memory = ::operator new(sizeof(HistoryRecord) + packed.size());
  auto* const record = new (memory) HistoryRecord{.log = this,
                                                  .position = item.position,
                                                  .bytes = static_cast<uint32_t>(packed.size()),
                                                  .cost = HistoryRecord::CostOf(packed.size())};
  std::memcpy(record->packed(), packed.data(), packed.size());
  records_.push_back(record);
  return *record;
}

void HistoryLog::Charge(HistoryLedger& ledger, HistoryPayer& payer, HistoryRecord& record) {
  if (&record == records_[first_]) ledger.AddUnpaid(own_bytes_);
  bytes_ += record.cost;
  ledger.Charge(payer, record);
}

void HistoryLog::TakeBack(HistoryRecord& record) {
  IRC_CHECK(&record == records_.back() && record.payer == nullptr, "it was appended just now");
  Remove(records_.end() - 1);
}

void HistoryLog::Erase(HistoryLedger& ledger, HistoryRecord& record) {
  const bool was_oldest = &record == records_[first_];
  bytes_ -= record.cost;
  ledger.Discharge(record);
  Remove(was_oldest ? begin() : Lookup(record.position));
  if (empty()) ledger.AddUnpaid(-int64_t{own_bytes_});
}

void HistoryLog::Remove(Records::const_iterator place) {
  ::operator delete(*place);
  if (place != begin()) {
    records_.erase(place);
    return;
  }
  // The free places at the front are given up when they are half of all.
  ++first_;
  if (2 * first_ < records_.size()) return;
  records_.erase(records_.begin(), begin());
  first_ = 0;
}

void HistoryLog::Clear(HistoryLedger& ledger) {
  if (!empty()) ledger.AddUnpaid(-int64_t{own_bytes_});
  ForEachRecord([&](HistoryRecord& record) { ledger.Discharge(record); });
  Drop();
}

void HistoryLog::Drop() {
  ForEachRecord([](HistoryRecord& record) { ::operator delete(&record); });
  records_ = Records();
  first_ = 0;
  bytes_ = 0;
}

HistoryItem HistoryLog::ItemOf(const HistoryRecord& record) const {
  std::optional<HistoryItem> item = UnpackHistoryItem({record.packed(), record.bytes});
  IRC_CHECK(item.has_value(), "what is in a history was packed");
  return *std::move(item);
}

std::string HistoryLog::PayerOf(const HistoryRecord& record) const {
  const HistoryItem item = ItemOf(record);
  return std::string(item.author.is_guest() ? item.origin
                                            : absl::string_view(item.author.account.bytes()));
}

void HistoryLog::MakeUtf8() {
  ForEachRecord([&](HistoryRecord& record) {
    const HistoryItem item = ItemOf(record);
    // The item's texts lie in the record, so they are changed where they are.
    const auto mend = [&](absl::string_view text) {
      if (text.empty()) return;
      ReplaceInvalidUtf8(record.packed() + (text.data() - record.packed()), text.size());
    };
    mend(item.source);
    mend(item.client_tags);
    for (absl::string_view param : item.params) mend(param);
    for (const HistoryTag& tag : item.tags) mend(tag.value);
    for (const HistoryLine& line : item.lines) mend(line.text);
  });
}

std::vector<HistoryItem> HistoryLog::Select(const HistoryQuery& query) const {
  auto begin = this->begin(), end = records_.end();
  if (query.after.has_value()) {
    begin = std::partition_point(
        begin, end, [&](const HistoryRecord* record) { return !IsAfter(*record, *query.after); });
  }
  if (query.from.has_value()) {
    begin = std::partition_point(
        begin, end, [&](const HistoryRecord* record) { return IsBefore(*record, *query.from); });
  }
  if (query.before.has_value()) {
    end = std::partition_point(
        begin, end, [&](const HistoryRecord* record) { return IsBefore(*record, *query.before); });
  }
  std::vector<HistoryItem> found;
  const auto take = [&](const HistoryRecord* record) {
    HistoryItem item = ItemOf(*record);
    if (query.events || item.group() == HistoryGroup::kMessage) found.push_back(std::move(item));
  };
  if (!query.newest) {
    for (; begin != end && found.size() < query.limit; ++begin) take(*begin);
    return found;
  }
  while (end != begin && found.size() < query.limit) take(*--end);
  std::reverse(found.begin(), found.end());
  return found;
}

HistoryLog::Records::const_iterator HistoryLog::Lookup(HistoryPosition position) const {
  const auto found = std::partition_point(
      begin(), records_.end(),
      [&](const HistoryRecord* record) { return record->position < position; });
  return found != records_.end() && (*found)->position == position ? found : records_.end();
}

std::optional<HistoryItem> HistoryLog::Find(HistoryPosition position) const {
  const auto found = Lookup(position);
  if (found == records_.end()) return std::nullopt;
  return ItemOf(**found);
}

HistoryRecord* HistoryLog::RecordAt(HistoryPosition position) {
  const auto found = Lookup(position);
  return found == records_.end() ? nullptr : *found;
}

void HistoryLog::DateNotAfter(absl::Time now) {
  if (empty() || TimeOf(*records_.back()) <= now) return;
  std::string packed;
  ForEachRecord([&](HistoryRecord& record) {
    HistoryItem item = ItemOf(record);
    if (item.time <= now) return;
    item.time = now;
    PackHistoryItem(item, packed);
    // Times since 1972 take the same number of bytes.
    IRC_CHECK(packed.size() <= record.bytes, "an earlier time takes no more bytes");
    std::memcpy(record.packed(), packed.data(), packed.size());
    record.bytes = static_cast<uint32_t>(packed.size());
  });
}

bool HistoryLog::IsInOrder(HistoryPosition last, absl::Time now) const {
  HistoryPosition before;
  absl::Time time_before = absl::InfinitePast();
  for (auto place = begin(); place != records_.end(); ++place) {
    const HistoryItem item = ItemOf(**place);
    if (!(before < item.position) || item.time < time_before) return false;
    before = item.position;
    time_before = item.time;
  }
  return empty() || (before <= last && time_before <= now);
}

}  // namespace irc
