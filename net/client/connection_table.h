// All connections, each in a numbered slot. A session's id is its slot and how often the slot was
// used before (the generation), so that finding a connection is one array access and an id is never
// used twice:
//
//   bits 63-48: node (0)   47-32: generation   31-0: slot, from 1
#ifndef IRCSERV_NET_CLIENT_CONNECTION_TABLE_H_
#define IRCSERV_NET_CLIENT_CONNECTION_TABLE_H_

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/ids.h"
#include "net/client/connection.h"

namespace irc {

class ConnectionTable {
 public:
  // Without `reuse` every connection gets a new slot, so that ids count up as they do in
  // transcripts.
  explicit ConnectionTable(bool reuse = true) : reuse_(reuse) {}

  // A free place. It stays where it is in memory, and its id is already the new session's.
  Connection& Allocate(SessionId& id);

  // REQUIRES: allocated. A slot whose generations are used up is not used again.
  void Free(Connection& connection);

  // Null when the session has no connection (any more).
  Connection* Find(SessionId id);

  // REQUIRES: `slot` was allocated once.
  Connection& At(uint32_t slot) { return chunks_[slot / kChunk]->at(slot % kChunk); }

  static uint32_t SlotOf(SessionId id) { return static_cast<uint32_t>(id.value); }

  size_t open() const { return open_; }

  // Calls visit(connection) for each that is not free, in the order of their slots. `visit` may
  // free the connection that it is given.
  template <typename Visit>
  void ForEach(Visit&& visit) {
    for (uint32_t slot = 1; slot <= last_slot_; ++slot) {
      Connection& connection = At(slot);
      if (connection.state != Connection::State::kFree) visit(connection);
    }
  }

 private:
  static constexpr uint32_t kChunk = 64;

  const bool reuse_;
  std::vector<std::unique_ptr<std::array<Connection, kChunk>>> chunks_;
  std::vector<uint16_t> generation_;  // of the slot's next use
  std::vector<uint32_t> free_;        // the last freed is used next: its memory is warm
  uint32_t last_slot_ = 0;
  size_t open_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_CLIENT_CONNECTION_TABLE_H_
