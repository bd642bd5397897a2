// Who may connect: how many connections the server and one address may have at once, and how many
// one address may open in a time. Knows no socket and no clock.
#ifndef IRCSERV_NET_ACCEPT_ADMISSION_H_
#define IRCSERV_NET_ACCEPT_ADMISSION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "net/accept/refusal.h"
#include "net/io/address.h"

namespace irc {

struct AdmissionLimits {
  int64_t total = 0;               // connections at once
  int64_t per_address = 0;         // connections at once of one LimitedUnit
  int64_t throttle_count = 0;      // new connections of one LimitedUnit ...
  absl::Duration throttle_window;  // ... in this time
  std::vector<IpNetwork> exempt;   // neither of the two holds for these
};

class Admission {
 public:
  explicit Admission(AdmissionLimits limits) : limits_(std::move(limits)) {}

  // kNone: the connection counts from now on, and Leave must follow when it ends. A refused attempt
  // counts for the throttle, so that who hammers on waits until he has been quiet for the window.
  Refusal Enter(const IpAddress& address, absl::Time now);

  // REQUIRES: an Enter of this address that was not refused.
  void Leave(const IpAddress& address);

  // Those who are in stay in.
  void SetLimits(AdmissionLimits limits) { limits_ = std::move(limits); }

  int64_t total() const { return total_; }
  size_t remembered() const { return units_.size(); }

 private:
  struct Unit {
    int32_t open = 0;      // connections now, also of exempt addresses
    int32_t attempts = 0;  // since window_start
    absl::Time window_start = absl::InfinitePast();
  };

  bool Exempt(const IpAddress& address) const;
  void Forget(absl::Time now);

  AdmissionLimits limits_;
  int64_t total_ = 0;
  size_t forget_at_ = 1024;
  absl::flat_hash_map<IpAddress, Unit> units_;
};

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_ADMISSION_H_
