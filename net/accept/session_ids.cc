#include "net/accept/session_ids.h"

#include <limits>

#include "core/check.h"

namespace irc {

SessionId SessionIds::Take() {
  ++taken_;
  uint32_t slot = 0;
  if (free_.empty()) {
    slot = static_cast<uint32_t>(generation_.size());
    generation_.push_back(0);
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  return {uint64_t{generation_[slot]} << 32 | slot};
}

void SessionIds::GiveBack(SessionId id) {
  const uint32_t slot = SlotOf(id);
  IRC_CHECK(slot > 0 && slot < generation_.size() && taken_ > 0 &&
                generation_[slot] == static_cast<uint16_t>(id.value >> 32),
            "each socket has an id of its own and gives it back once, when it is closed");
  --taken_;
  if (!reuse_ || generation_[slot] == std::numeric_limits<uint16_t>::max()) return;
  ++generation_[slot];
  free_.push_back(slot);
}

}  // namespace irc
