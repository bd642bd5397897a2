// The session ids of all open sockets. An id consists of a slot and its generation (the number of
// earlier uses of the slot), so a table indexed by slot finds a connection with one array access,
// and no id is ever used twice:
//
//   bits 63-48: node (0)   47-32: generation   31-0: slot, from 1
//
// A socket gets its id when it is accepted and keeps it on its way from the lobby to the core.
#ifndef IRCSERV_NET_ACCEPT_SESSION_IDS_H_
#define IRCSERV_NET_ACCEPT_SESSION_IDS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/ids.h"

namespace irc {

class SessionIds {
 public:
  // Without `reuse` every socket gets a new slot, so that ids count up as they do in transcripts.
  explicit SessionIds(bool reuse = true) : reuse_(reuse) {}

  SessionId Take();

  // Frees the id of a socket that was closed. A slot whose generations are used up is not used
  // again. REQUIRES: `id` is taken.
  void GiveBack(SessionId id);

  static uint32_t SlotOf(SessionId id) { return static_cast<uint32_t>(id.value); }

  // The number of ids that are taken: the sockets that are open.
  size_t taken() const { return taken_; }

 private:
  const bool reuse_;
  std::vector<uint16_t> generation_ = {0};  // of the slot's next use, by slot
  std::vector<uint32_t> free_;              // last in, first out: its memory is still in the cache
  size_t taken_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_SESSION_IDS_H_
