#include "net/accept/failed_logins.h"

#include <algorithm>

namespace irc {

bool FailedLogins::IsExempt(const IpAddress& address) const {
  return std::any_of(limits_.exempt.begin(), limits_.exempt.end(),
                     [&](const IpNetwork& network) { return network.Contains(address); });
}

void FailedLogins::Count(const IpAddress& address, absl::Time now) {
  if (IsExempt(address)) return;
  const IpAddress unit = LimitedUnit(address);
  if (by_unit_.size() >= kAddressesMax && !by_unit_.contains(unit)) MakeRoom(now);
  Times& times = by_unit_[unit];
  times.push_back(now);
  const size_t most = static_cast<size_t>(limits_.most);
  if (times.size() > most) times.erase(times.begin(), times.end() - static_cast<ptrdiff_t>(most));
}

bool FailedLogins::Refuses(const IpAddress& address, absl::Time now) const {
  if (IsExempt(address)) return false;
  const auto found = by_unit_.find(LimitedUnit(address));
  if (found == by_unit_.end()) return false;
  const Times& times = found->second;
  const size_t most = static_cast<size_t>(limits_.most);
  return times.size() >= most && now < times[times.size() - most] + limits_.window;
}

// Forgets what does not count any more, or else the address that has been quiet for the longest.
void FailedLogins::MakeRoom(absl::Time now) {
  auto quiet = by_unit_.begin();
  for (auto each = by_unit_.begin(); each != by_unit_.end(); ++each) {
    if (each->second.back() < quiet->second.back()) quiet = each;
  }
  const IpAddress quietest = quiet->first;
  absl::erase_if(by_unit_, [&](const auto& each) {
    return each.first == quietest || each.second.back() + limits_.window <= now;
  });
}

}  // namespace irc
