#include "core/history.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/check.h"

namespace irc {
namespace {

bool IsBefore(const HistoryItem& item, const HistoryReference& reference) {
  if (const auto* time = std::get_if<absl::Time>(&reference)) return item.time < *time;
  return item.position < std::get<HistoryPosition>(reference);
}

bool IsAfter(const HistoryItem& item, const HistoryReference& reference) {
  if (const auto* time = std::get_if<absl::Time>(&reference)) return item.time > *time;
  return item.position > std::get<HistoryPosition>(reference);
}

}  // namespace

void HistoryLog::Add(const HistoryItem& item, int64_t limit) {
  // Room first, so that the new one takes the place of the oldest.
  while (!places_.empty() && static_cast<int64_t>(places_.size()) >= limit) places_.pop_front();
  if (limit > 0) Append(PackHistoryItem(item));
}

void HistoryLog::Append(absl::string_view packed) {
  uint32_t begin = 0;
  if (!HasRoom(packed.size(), begin)) {
    Grow(packed.size());
    begin = tail_;
  }
  std::memcpy(ring_.get() + begin, packed.data(), packed.size());
  places_.push_back({begin, static_cast<uint32_t>(packed.size())});
  tail_ = begin + static_cast<uint32_t>(packed.size());
}

// An item lies in one piece: at the end of the ring what is too little for it stays free.
bool HistoryLog::HasRoom(size_t bytes, uint32_t& begin) const {
  const uint32_t head = places_.empty() ? capacity_ : places_.front().begin;
  begin = places_.empty() ? 0 : tail_;
  const bool wrapped = begin <= head;
  if (bytes <= (wrapped ? head : capacity_) - begin) return true;
  begin = 0;
  return !wrapped && bytes <= head;
}

void HistoryLog::Grow(size_t bytes) {
  size_t kept = 0;
  for (const Place& place : places_) kept += place.bytes;
  const size_t capacity = std::max<size_t>(kept + bytes, capacity_ + capacity_ / 2);
  IRC_CHECK(capacity <= UINT32_MAX, "the limits keep a history far below 4 GiB");
  auto ring = std::make_unique<char[]>(capacity);
  uint32_t end = 0;
  for (Place& place : places_) {
    std::memcpy(ring.get() + end, ring_.get() + place.begin, place.bytes);
    place.begin = end;
    end += place.bytes;
  }
  ring_ = std::move(ring);
  capacity_ = static_cast<uint32_t>(capacity);
  tail_ = end;
}

HistoryItem HistoryLog::ItemAt(const Place& place) const {
  std::optional<HistoryItem> item = UnpackHistoryItem(At(place));
  IRC_CHECK(item.has_value(), "what is in a history was packed, or looked at when it was loaded");
  return *std::move(item);
}

std::vector<HistoryItem> HistoryLog::Select(const HistoryQuery& query) const {
  auto begin = places_.begin(), end = places_.end();
  if (query.after.has_value()) {
    begin = std::partition_point(
        begin, end, [&](const Place& place) { return !IsAfter(ItemAt(place), *query.after); });
  }
  if (query.from.has_value()) {
    begin = std::partition_point(
        begin, end, [&](const Place& place) { return IsBefore(ItemAt(place), *query.from); });
  }
  if (query.before.has_value()) {
    end = std::partition_point(
        begin, end, [&](const Place& place) { return IsBefore(ItemAt(place), *query.before); });
  }
  std::vector<HistoryItem> found;
  const auto take = [&](const Place& place) {
    HistoryItem item = ItemAt(place);
    if (query.events || item.kind == HistoryKind::kMessage) found.push_back(std::move(item));
  };
  if (!query.newest) {
    for (; begin != end && found.size() < query.limit; ++begin) take(*begin);
    return found;
  }
  while (end != begin && found.size() < query.limit) take(*--end);
  std::reverse(found.begin(), found.end());
  return found;
}

HistoryLog::Places::const_iterator HistoryLog::Lookup(HistoryPosition position) const {
  const auto found =
      std::partition_point(places_.begin(), places_.end(), [&](const Place& place) {
        return ItemAt(place).position < position;
      });
  return found != places_.end() && ItemAt(*found).position == position ? found : places_.end();
}

std::optional<HistoryItem> HistoryLog::Find(HistoryPosition position) const {
  const auto found = Lookup(position);
  if (found == places_.end()) return std::nullopt;
  return ItemAt(*found);
}

void HistoryLog::Remove(HistoryPosition position) {
  const auto found = Lookup(position);
  if (found != places_.end()) places_.erase(found);
}

bool HistoryLog::IsWhole() const {
  std::optional<HistoryItem> before;
  for (const Place& place : places_) {
    std::optional<HistoryItem> item = UnpackHistoryItem(At(place));
    if (!item.has_value()) return false;
    if (before.has_value() &&
        (!(before->position < item->position) || item->time < before->time)) {
      return false;
    }
    before = std::move(item);
  }
  return true;
}

}  // namespace irc
