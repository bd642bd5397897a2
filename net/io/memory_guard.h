// What the process does when it gets no more memory (std::new_handler):
//
// 1. In the cause of one client (ClientCause), operator new throws std::bad_alloc. The code that
//    serves the client catches it, and the client leaves.
// 2. Everywhere else, above all in the core, whose state must never be left half-changed, nothing
//    is thrown. A reserve is freed, so that the allocation succeeds; the shell then closes the
//    clients that hold the most, and takes the reserve again.
// 3. Without the reserve the process says so in one sentence, and ends with kOutOfMemoryStatus.
//
// The reserve is address space that was never used, so it costs no memory as long as there is
// enough. It helps under a limit of the process (ulimit -v, LimitAS=). A limit of a control group
// ends the process without asking it.
#ifndef IRCSERV_NET_IO_MEMORY_GUARD_H_
#define IRCSERV_NET_IO_MEMORY_GUARD_H_

#include <cstddef>

namespace irc {

// As EX_OSERR in sysexits.h.
inline constexpr int kOutOfMemoryStatus = 71;

class MemoryGuard {
 public:
  // Larger than what one event of the core allocates.
  static constexpr size_t kReserveBytes = 16 << 20;

  // Takes the reserve and sets the new-handler. Until then operator new throws everywhere.
  static void Install();
  // Gives the reserve back and restores operator new.
  static void Remove();

  // Whether the reserve was freed since the last call.
  static bool TakeShortage();
  // Takes the reserve again if it was freed and there is enough memory.
  static void Refill();

  // Case 3, for memory that is not operator new's.
  [[noreturn]] static void End();
};

// As long as it exists, an allocation of this thread that fails throws std::bad_alloc. The code
// must leave nothing half-changed but the client's own memory, and must not be called by C code.
class ClientCause {
 public:
  ClientCause() { ++depth_; }
  ~ClientCause() { --depth_; }
  ClientCause(const ClientCause&) = delete;
  ClientCause& operator=(const ClientCause&) = delete;

  static bool exists() { return depth_ > 0; }

 private:
  static thread_local int depth_;
};

}  // namespace irc

#endif  // IRCSERV_NET_IO_MEMORY_GUARD_H_
