// All connections that the core knows or knew until it closed them, each in the slot that its
// session id names.
#ifndef IRCSERV_NET_CLIENT_CONNECTION_TABLE_H_
#define IRCSERV_NET_CLIENT_CONNECTION_TABLE_H_

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/ids.h"
#include "net/accept/session_ids.h"
#include "net/client/connection.h"

namespace irc {

class ConnectionTable {
 public:
  // Adds a connection with this id. Its address in memory does not change. REQUIRES: the slot is
  // free.
  Connection& Add(SessionId id);

  // Frees the slot and everything that the connection owns. REQUIRES: added.
  void Remove(Connection& connection);

  // Null when the session has no connection (any more).
  Connection* Find(SessionId id);

  // REQUIRES: `slot` was in use once.
  Connection& At(uint32_t slot) { return chunks_[slot / kChunk]->at(slot % kChunk); }

  // Calls visit(connection) for each, in the order of their slots. `visit` may remove the
  // connection that it is given.
  template <typename Visit>
  void ForEach(Visit&& visit) {
    for (uint32_t slot = 0; slot < chunks_.size() * kChunk; ++slot) {
      if (chunks_[slot / kChunk] == nullptr) continue;
      Connection& connection = At(slot);
      if (connection.state() != ConnectionState::kFree) visit(connection);
    }
  }

 private:
  static constexpr uint32_t kChunk = 64;

  std::vector<std::unique_ptr<std::array<Connection, kChunk>>> chunks_;
};

}  // namespace irc

#endif  // IRCSERV_NET_CLIENT_CONNECTION_TABLE_H_
