#include "net/accept/admission.h"

#include <algorithm>
#include <optional>

#include "core/check.h"

namespace irc {

AdmissionTicket::~AdmissionTicket() {
  if (admission_ != nullptr) admission_->Leave(*this);
}

RefusalReason Admission::EnterUnnamed(AdmissionTicket& ticket) {
  if (total_ >= limits_.total) return RefusalReason::kFull;
  ++total_;
  ticket = AdmissionTicket(this, IpAddress(), false);
  return RefusalReason::kNone;
}

RefusalReason Admission::Enter(const IpAddress& address, absl::Time now, AdmissionTicket& ticket) {
  ticket = AdmissionTicket();
  if (units_.size() >= forget_at_) Forget(now);
  Unit& unit = units_[LimitedUnit(address)];
  if (now - unit.window_start >= limits_.throttle_window) {
    unit.window_start = now;
    unit.attempts = 0;
  }
  ++unit.attempts;
  if (total_ >= limits_.total) return RefusalReason::kFull;
  if (!Exempt(address)) {
    const std::optional<int64_t> excepted = exceptions_.LimitOf(address);
    const bool unlimited = excepted == 0;
    if (!unlimited && unit.attempts > std::max(limits_.throttle_count, excepted.value_or(0))) {
      unit.window_start = now;
      return RefusalReason::kThrottled;
    }
    if (!unlimited && unit.open >= excepted.value_or(limits_.per_address)) {
      return RefusalReason::kPerAddress;
    }
  }
  ++unit.open;
  ++total_;
  ticket = AdmissionTicket(this, address, true);
  return RefusalReason::kNone;
}

void Admission::Leave(const AdmissionTicket& ticket) {
  --total_;
  if (!ticket.named()) return;
  const auto unit = units_.find(LimitedUnit(ticket.address()));
  IRC_CHECK(unit != units_.end() && unit->second.open > 0,
            "each ticket leaves once, and an address with open connections is not forgotten");
  --unit->second.open;
}

bool Admission::Exempt(const IpAddress& address) const {
  return std::any_of(limits_.exempt.begin(), limits_.exempt.end(),
                     [&](const IpNetwork& network) { return network.Contains(address); });
}

// Drops the entries that have no open connection and whose window has ended. It runs when the
// number of entries has doubled since its last run, so its amortized cost per connection is
// constant.
void Admission::Forget(absl::Time now) {
  absl::erase_if(units_, [&](const auto& entry) {
    return entry.second.open == 0 && now - entry.second.window_start >= limits_.throttle_window;
  });
  forget_at_ = std::max<size_t>(1024, units_.size() * 2);
}

}  // namespace irc
