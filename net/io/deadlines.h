// One deadline per slot (the index of a connection), the earliest first: an indexed binary heap.
// The index gives the position of each slot, so a deadline moves without a stale entry. 20 bytes a
// slot, no allocation per deadline.
#ifndef IRCSERV_NET_IO_DEADLINES_H_
#define IRCSERV_NET_IO_DEADLINES_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/time.h"

namespace irc {

class Deadlines {
 public:
  // Sets or moves the deadline of `slot`. absl::InfiniteFuture() clears it.
  void Set(uint32_t slot, absl::Time when);
  void Clear(uint32_t slot);

  // The earliest deadline; InfiniteFuture() when there is none.
  absl::Time Next() const;

  // Removes and returns the slot with the earliest deadline that is not after `now`; of equal ones
  // the lowest slot. Empty when no deadline is due.
  std::optional<uint32_t> PopDue(absl::Time now);

  size_t size() const { return heap_.size(); }

 private:
  struct Entry {
    int64_t microseconds;  // since the epoch, rounded up
    uint32_t slot;

    bool Before(const Entry& other) const {
      return microseconds != other.microseconds ? microseconds < other.microseconds
                                                : slot < other.slot;
    }
  };
  static constexpr uint32_t kNowhere = ~uint32_t{0};

  void Place(size_t index, Entry entry);
  void SiftUp(size_t index);
  void SiftDown(size_t index);
  void RemoveAt(size_t index);

  std::vector<Entry> heap_;
  std::vector<uint32_t> index_of_slot_;
};

}  // namespace irc

#endif  // IRCSERV_NET_IO_DEADLINES_H_
