#include "net/workers/fair_queue.h"

#include <algorithm>
#include <utility>

namespace irc {

void FairQueue::Push(WorkUnit unit) {
  const auto [entry, is_new] = by_address_.try_emplace(UnitOf(unit.work));
  if (is_new) entry->second.turn = turns_.insert(turns_.end(), entry->first);
  entry->second.units.push_back(std::move(unit));
  ++size_;
}

std::optional<WorkUnit> FairQueue::Pop() {
  if (turns_.empty()) return std::nullopt;
  turns_.splice(turns_.end(), turns_, turns_.begin());
  return Take(by_address_.find(turns_.back()), 0);
}

std::optional<WorkUnit> FairQueue::Remove(const IpAddress& address, WorkId id) {
  const auto from = by_address_.find(address);
  if (from == by_address_.end()) return std::nullopt;
  const std::deque<WorkUnit>& units = from->second.units;
  const auto unit =
      std::lower_bound(units.begin(), units.end(), id,
                       [](const WorkUnit& one, WorkId wanted) { return one.id < wanted; });
  if (unit == units.end() || !(unit->id == id)) return std::nullopt;
  return Take(from, static_cast<size_t>(unit - units.begin()));
}

WorkUnit FairQueue::Take(ByAddress::iterator from, size_t index) {
  std::deque<WorkUnit>& units = from->second.units;
  const auto place = units.begin() + static_cast<std::ptrdiff_t>(index);
  WorkUnit unit = std::move(*place);
  units.erase(place);
  --size_;
  if (units.empty()) {
    turns_.erase(from->second.turn);
    by_address_.erase(from);
  }
  return unit;
}

}  // namespace irc
