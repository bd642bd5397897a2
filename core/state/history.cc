#include "core/state/history.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <utility>

#include "core/check.h"

namespace irc {
namespace {

// A block has room for some three items at least, and for some sixty at most.
constexpr size_t kBlockBytesMin = 512;
constexpr size_t kBlockBytesMax = 8 << 10;

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
  // The oldest items are removed first, so that the new one can use their memory.
  while (!places_.empty() && static_cast<int64_t>(places_.size()) >= limit) {
    places_.pop_front();
    Release(blocks_.begin());
  }
  if (limit > 0) Append(PackHistoryItem(item));
}

void HistoryLog::Append(absl::string_view packed) {
  if (blocks_.empty() || blocks_.back().size - blocks_.back().used < packed.size()) {
    AddBlock(packed.size());
  }
  Block& block = blocks_.back();
  char* const begin = block.memory.get() + block.used;
  std::memcpy(begin, packed.data(), packed.size());
  places_.push_back({begin, static_cast<uint32_t>(packed.size())});
  block.used += static_cast<uint32_t>(packed.size());
  ++block.items;
}

// The size of a block grows with the size of the history, within bounds, so that a small history
// takes little memory.
void HistoryLog::AddBlock(size_t bytes_min) {
  const size_t before = blocks_.empty() ? 0 : blocks_.back().size;
  if (!blocks_.empty() && blocks_.back().items == 0) blocks_.pop_back();
  const size_t size = std::max(bytes_min, std::clamp(2 * before, kBlockBytesMin, kBlockBytesMax));
  IRC_CHECK(size <= UINT32_MAX, "the limits keep an item far below 4 GiB");
  blocks_.push_back({.memory = std::make_unique_for_overwrite<char[]>(size),
                     .size = static_cast<uint32_t>(size)});
}

void HistoryLog::Release(std::vector<Block>::iterator block) {
  if (--block->items > 0) return;
  if (block + 1 == blocks_.end()) {
    block->used = 0;
  } else {
    blocks_.erase(block);
  }
}

HistoryItem HistoryLog::ItemAt(const Place& place) const {
  std::optional<HistoryItem> item = UnpackHistoryItem(At(place));
  IRC_CHECK(item.has_value(), "what is in a history was packed");
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

HistoryLog::Places::const_iterator HistoryLog::Lookup(HistoryPosition position) const {
  const auto found = std::partition_point(places_.begin(), places_.end(), [&](const Place& place) {
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
  if (found == places_.end()) return;
  const auto holds = [begin = found->begin](const Block& block) {
    return std::less_equal<>()(block.memory.get(), begin) &&
           std::less<>()(begin, block.memory.get() + block.size);
  };
  Release(std::find_if(blocks_.begin(), blocks_.end(), holds));
  places_.erase(found);
}

void HistoryLog::DateNotAfter(absl::Time now) {
  if (places_.empty() || ItemAt(places_.back()).time <= now) return;
  HistoryLog dated;
  for (const Place& place : places_) {
    HistoryItem item = ItemAt(place);
    item.time = std::min(item.time, now);
    dated.Append(PackHistoryItem(item));
  }
  *this = std::move(dated);
}

bool HistoryLog::IsInOrder(HistoryPosition last, absl::Time now) const {
  HistoryPosition before;
  absl::Time time_before = absl::InfinitePast();
  for (const Place& place : places_) {
    const HistoryItem item = ItemAt(place);
    if (!(before < item.position) || item.time < time_before) return false;
    before = item.position;
    time_before = item.time;
  }
  return places_.empty() || (before <= last && time_before <= now);
}

}  // namespace irc
