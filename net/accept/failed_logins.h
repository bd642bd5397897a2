// The failed logins of each address, over all its connections. An address with too many of them in
// some time may not try again before that time has passed. Which account was asked for makes no
// difference: nobody can lock out the owner of an account by guessing, and guesses at names that do
// not exist count as well.
//
// Law of this file: the memory is bounded, whatever comes. Beyond kAddressesMax addresses the one
// is forgotten that has been quiet for the longest time.
#ifndef IRCSERV_NET_ACCEPT_FAILED_LOGINS_H_
#define IRCSERV_NET_ACCEPT_FAILED_LOGINS_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "core/protocol/address.h"

namespace irc {

struct FailedLoginLimits {
  int64_t most = 20;                          // of one IPv4 address, or one IPv6 /64 ...
  absl::Duration window = absl::Minutes(10);  // ... within any time as long as this
  std::vector<IpNetwork> exempt;              // addresses that this does not hold for
};

class FailedLogins {
 public:
  static constexpr size_t kAddressesMax = 10'000;

  // What was counted before stays.
  void SetLimits(FailedLoginLimits limits) { limits_ = std::move(limits); }

  // Counts a failure at the time `now`, which never steps back.
  void Count(const IpAddress& address, absl::Time now);

  // Whether the address may not try at the time `now`.
  bool Refuses(const IpAddress& address, absl::Time now) const;

  size_t remembered() const { return by_unit_.size(); }

 private:
  // The latest failures, the oldest first; never empty, and never more than limits_.most.
  using Times = std::vector<absl::Time>;

  bool IsExempt(const IpAddress& address) const;
  void MakeRoom(absl::Time now);

  FailedLoginLimits limits_;
  absl::flat_hash_map<IpAddress, Times> by_unit_;  // by LimitedUnit
};

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_FAILED_LOGINS_H_
