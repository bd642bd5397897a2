// Which refusals the log tells at once. The first one of an address in a period is told at once;
// the others are counted, and told with their number when the period ends. So an address that is
// refused a thousand times a second has two lines in the log in ten seconds, and cannot hide
// others. This file knows no clock.
#ifndef IRCSERV_NET_ACCEPT_REFUSAL_TALLY_H_
#define IRCSERV_NET_ACCEPT_REFUSAL_TALLY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "core/protocol/address.h"
#include "net/accept/refusal.h"

namespace irc {

class RefusalTally {
 public:
  static constexpr absl::Duration kPeriod = absl::Seconds(10);
  // The number of addresses that are told apart in a period. The refusals of all others are one
  // sum.
  static constexpr size_t kAddressesMax = 64;

  // Whether the refusal is to be told at once. Otherwise it is counted.
  bool Note(const IpAddress& address, RefusalReason why, absl::Time now);

  struct Counted {
    std::optional<IpAddress> address;          // absent: various
    RefusalReason why = RefusalReason::kNone;  // of the last one
    uint64_t count = 0;
  };
  // What was counted in a period that has ended, in the order of the addresses' first refusals.
  std::vector<Counted> TakeEnded(absl::Time now);

  // The end of the period; InfiniteFuture() when there is none.
  absl::Time NextDeadline() const { return ends_at_; }

 private:
  std::vector<Counted> counted_;  // by address, the sum of the others last
  absl::Time ends_at_ = absl::InfiniteFuture();
};

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_REFUSAL_TALLY_H_
