#include "net/accept/refusal_tally.h"

#include <algorithm>

namespace irc {

bool RefusalTally::Note(const IpAddress& address, RefusalReason why, absl::Time now) {
  if (ends_at_ == absl::InfiniteFuture()) ends_at_ = now + kPeriod;
  const IpAddress unit = LimitedUnit(address);
  const auto found = std::find_if(counted_.begin(), counted_.end(), [&](const Counted& counted) {
    return !counted.address.has_value() || *counted.address == unit;
  });
  if (found == counted_.end() && counted_.size() < kAddressesMax) {
    counted_.push_back({.address = unit, .why = why, .count = 0});
    return true;
  }
  Counted& counted = found == counted_.end() ? counted_.emplace_back() : *found;
  counted.why = why;
  ++counted.count;
  return false;
}

std::vector<RefusalTally::Counted> RefusalTally::TakeEnded(absl::Time now) {
  if (now < ends_at_) return {};
  ends_at_ = absl::InfiniteFuture();
  std::vector<Counted> ended = std::exchange(counted_, {});
  std::erase_if(ended, [](const Counted& counted) { return counted.count == 0; });
  return ended;
}

}  // namespace irc
