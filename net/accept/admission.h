// The limits on connections: the number that the server and one address may have at once, and the
// number that one address may open in a period. This file knows no socket and no clock.
//
// An admitted connection holds a ticket, whose destructor releases the connection's place. So each
// place is released exactly once.
#ifndef IRCSERV_NET_ACCEPT_ADMISSION_H_
#define IRCSERV_NET_ACCEPT_ADMISSION_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "core/protocol/address.h"
#include "net/accept/refusal.h"
#include "net/accept/session_exceptions.h"

namespace irc {

struct AdmissionLimits {
  int64_t total = 0;               // connections at once
  int64_t per_address = 0;         // connections at once of one LimitedUnit
  int64_t throttle_count = 0;      // new connections of one LimitedUnit ...
  absl::Duration throttle_window;  // ... in this time
  std::vector<IpNetwork> exempt;   // neither limited per address nor throttled
};

class Admission;

// The place of one admitted connection in the counts of the server and of its address. Tickets are
// movable; an empty one holds no place.
class AdmissionTicket {
 public:
  AdmissionTicket() = default;
  AdmissionTicket(AdmissionTicket&& other) noexcept { *this = std::move(other); }
  AdmissionTicket& operator=(AdmissionTicket&& other) noexcept {
    std::swap(admission_, other.admission_);
    std::swap(address_, other.address_);
    std::swap(named_, other.named_);
    return *this;
  }
  ~AdmissionTicket();

  bool valid() const { return admission_ != nullptr; }
  // Whether the place counts for an address. That of a socket whose client's address is not known
  // yet counts for the server alone.
  bool named() const { return valid() && named_; }
  // The address for which the connection counts.
  const IpAddress& address() const { return address_; }

 private:
  friend class Admission;
  AdmissionTicket(Admission* admission, const IpAddress& address, bool named)
      : admission_(admission), address_(address), named_(named) {}

  Admission* admission_ = nullptr;  // outlives all its tickets
  IpAddress address_;
  bool named_ = false;
};

class Admission {
 public:
  explicit Admission(AdmissionLimits limits) : limits_(std::move(limits)) {}

  // Admits or refuses a socket whose client's address is not known yet: it counts for the server.
  RefusalReason EnterUnnamed(AdmissionTicket& ticket);

  // Admits or refuses a connection. kNone: it is admitted, and counts as long as `ticket` exists. A
  // place of EnterUnnamed that the ticket has is given up. A
  // refused attempt counts for the throttle too, and a throttled one restarts the window: an
  // address that keeps trying is refused until it has made no attempt for a whole window.
  RefusalReason Enter(const IpAddress& address, absl::Time now, AdmissionTicket& ticket);

  // Replaces the limits for later connections; admitted ones stay.
  void SetLimits(AdmissionLimits limits) { limits_ = std::move(limits); }

  // Takes up a change of the exceptions from per_address, likewise. An address with one may also
  // open so many connections in throttle_window, if that is more.
  void TakeException(const Record& record) { exceptions_.Apply(record); }

  int64_t total() const { return total_; }
  size_t remembered() const { return units_.size(); }

 private:
  struct Unit {
    int32_t open = 0;      // open connections, those of exempt addresses included
    int32_t attempts = 0;  // since window_start
    absl::Time window_start = absl::InfinitePast();
  };

  friend class AdmissionTicket;

  void Leave(const AdmissionTicket& ticket);
  bool Exempt(const IpAddress& address) const;
  void Forget(absl::Time now);

  AdmissionLimits limits_;
  SessionExceptions exceptions_;
  int64_t total_ = 0;
  size_t forget_at_ = 1024;
  absl::flat_hash_map<IpAddress, Unit> units_;
};

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_ADMISSION_H_
