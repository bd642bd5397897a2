// The units of one kind that wait. The addresses that have caused them take turns, so that an
// address with a hundred units delays another one by one unit; the units of one address keep their
// order.
//
// Example: a has the units 1, 2 and 3, then b adds 4. The order is 1, 4, 2, 3.
#ifndef IRCSERV_NET_WORKERS_FAIR_QUEUE_H_
#define IRCSERV_NET_WORKERS_FAIR_QUEUE_H_

#include <cstddef>
#include <deque>
#include <list>
#include <optional>

#include "absl/container/flat_hash_map.h"
#include "core/protocol/address.h"
#include "net/workers/work.h"

namespace irc {

struct WorkUnit {
  WorkId id;
  Work work;
};

class FairQueue {
 public:
  // REQUIRES: the ids of an address ascend.
  void Push(WorkUnit unit);

  // Takes the next unit; nothing when there is none.
  std::optional<WorkUnit> Pop();

  // Takes the unit of `address` with this id; nothing when it does not wait.
  std::optional<WorkUnit> Remove(const IpAddress& address, WorkId id);

  size_t size() const { return size_; }

 private:
  using Turns = std::list<IpAddress>;
  struct Waiting {
    std::deque<WorkUnit> units;  // never empty
    Turns::iterator turn;
  };
  using ByAddress = absl::flat_hash_map<IpAddress, Waiting>;

  // Takes the unit at `index`, and forgets an address without any.
  WorkUnit Take(ByAddress::iterator from, size_t index);

  ByAddress by_address_;
  Turns turns_;  // the next one first; each address of by_address_ once
  size_t size_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_WORKERS_FAIR_QUEUE_H_
