#include "net/client/connection_table.h"

#include <limits>

#include "core/check.h"

namespace irc {

Connection& ConnectionTable::Allocate(SessionId& id) {
  uint32_t slot = 0;
  if (free_.empty()) {
    slot = ++last_slot_;
    while (chunks_.size() * kChunk <= slot) {
      chunks_.push_back(std::make_unique<std::array<Connection, kChunk>>());
    }
    generation_.resize(slot + 1);
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  ++open_;
  id = {uint64_t{generation_[slot]} << 32 | slot};
  return At(slot);
}

void ConnectionTable::Free(Connection& connection) {
  const uint32_t slot = SlotOf(connection.id);
  IRC_CHECK(&At(slot) == &connection, "a connection knows its own id");
  connection.Reset();
  --open_;
  if (!reuse_ || generation_[slot] == std::numeric_limits<uint16_t>::max()) return;
  ++generation_[slot];
  free_.push_back(slot);
}

Connection* ConnectionTable::Find(SessionId id) {
  const uint32_t slot = SlotOf(id);
  if (slot == 0 || slot > last_slot_) return nullptr;
  Connection& connection = At(slot);
  return connection.state != Connection::State::kFree && connection.id == id ? &connection
                                                                             : nullptr;
}

}  // namespace irc
