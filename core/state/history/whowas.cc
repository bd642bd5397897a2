#include "core/state/history/whowas.h"

#include <utility>

namespace irc {

void Whowas::Add(WhowasEntry entry, int64_t per_origin, int64_t total) {
  const std::string origin = entry.origin;
  numbers_[origin].push_back(++last_);
  entries_.emplace(last_, std::move(entry));
  while (true) {
    const auto found = numbers_.find(origin);
    if (found == numbers_.end() || static_cast<int64_t>(found->second.size()) <= per_origin) break;
    EraseOldestOf(origin);
  }
  while (static_cast<int64_t>(entries_.size()) > total) {
    EraseOldestOf(std::string(entries_.begin()->second.origin));
  }
}

void Whowas::Limit(int64_t per_origin, int64_t total) {
  // Added once more, in their order, which is that of the entries alone.
  const absl::btree_map<uint64_t, WhowasEntry> entries = std::exchange(entries_, {});
  numbers_.clear();
  for (const auto& [number, entry] : entries) Add(entry, per_origin, total);
}

bool Whowas::IsConsistent() const {
  size_t listed = 0;
  for (const auto& [number, entry] : entries_) {
    const auto found = numbers_.find(entry.origin);
    if (found == numbers_.end()) return false;
    bool there = false;
    for (uint64_t other : found->second) there |= other == number;
    if (!there) return false;
  }
  for (const auto& [origin, numbers] : numbers_) listed += numbers.size();
  return listed == entries_.size();
}

// The oldest entry of all is the oldest of its origin too.
void Whowas::EraseOldestOf(const std::string& origin) {
  const auto found = numbers_.find(origin);
  entries_.erase(found->second.front());
  found->second.pop_front();
  if (found->second.empty()) numbers_.erase(found);
}

}  // namespace irc
