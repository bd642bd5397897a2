#include "net/client/connection_table.h"

#include "core/check.h"

namespace irc {

Connection& ConnectionTable::Add(SessionId id) {
  const uint32_t slot = SessionIds::SlotOf(id);
  if (chunks_.size() <= slot / kChunk) chunks_.resize(slot / kChunk + 1);
  std::unique_ptr<std::array<Connection, kChunk>>& chunk = chunks_[slot / kChunk];
  if (chunk == nullptr) chunk = std::make_unique<std::array<Connection, kChunk>>();
  Connection& connection = At(slot);
  IRC_CHECK(connection.state() == ConnectionState::kFree, "no two open sockets have one slot");
  connection.id = id;
  return connection;
}

void ConnectionTable::Remove(Connection& connection) {
  IRC_CHECK(&At(SessionIds::SlotOf(connection.id)) == &connection, "a connection knows its own id");
  connection = Connection();
}

Connection* ConnectionTable::Find(SessionId id) {
  const uint32_t slot = SessionIds::SlotOf(id);
  if (slot / kChunk >= chunks_.size() || chunks_[slot / kChunk] == nullptr) return nullptr;
  Connection& connection = At(slot);
  return connection.state() != ConnectionState::kFree && connection.id == id ? &connection
                                                                             : nullptr;
}

}  // namespace irc
