#include "core/conn/flood_budget.h"

#include <algorithm>

namespace irc {
namespace {

bool TryTake(int32_t& taken, int64_t most, uint8_t tokens) {
  if (taken + tokens > most) return false;
  taken += tokens;
  return true;
}

}  // namespace

bool FloodBudget::TryPay(const FloodLimits& limits, absl::Time now) {
  if (tokens_ == 0) return true;
  const bool paid = TryOnce(limits) ||
                    (kind_ == LineKind::kQuery && queries_.TryTake(limits.queries, now, tokens_)) ||
                    ordinary_.TryTake(limits.ordinary, now, tokens_);
  if (paid) tokens_ = 0;
  return paid;
}

// The budgets that a client has once.
bool FloodBudget::TryOnce(const FloodLimits& limits) {
  if (!registered_) return TryTake(opening_taken_, limits.opening, tokens_);
  return kind_ == LineKind::kJoin && TryTake(joins_taken_, limits.joins, tokens_);
}

absl::Time FloodBudget::ReadyAt(const FloodLimits& limits) const {
  const absl::Time ready = ordinary_.ReadyAt(limits.ordinary, tokens_);
  if (kind_ != LineKind::kQuery) return ready;
  return std::min(ready, queries_.ReadyAt(limits.queries, tokens_));
}

void FloodBudget::OnRegistered() {
  registered_ = true;
  ordinary_ = FloodBucket();
}

}  // namespace irc
