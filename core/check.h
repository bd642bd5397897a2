// Bugs crash loudly. A client's mistake never leads here: it gets an answer.
#ifndef IRCSERV_CORE_CHECK_H_
#define IRCSERV_CORE_CHECK_H_

#include <cstdio>
#include <cstdlib>

// Ends the process when `condition` does not hold. `reason` says why that cannot happen.
#define IRC_CHECK(condition, reason)                              \
  do {                                                            \
    if (!(condition)) [[unlikely]] {                              \
      ::irc::CheckFailed(__FILE__, __LINE__, #condition, reason); \
    }                                                             \
  } while (false)

namespace irc {

[[noreturn]] inline void CheckFailed(const char* file, int line, const char* condition,
                                     const char* reason) {
  std::fprintf(stderr, "%s:%d: bug: %s does not hold, although %s\n", file, line, condition,
               reason);
  std::abort();
}

}  // namespace irc

#endif  // IRCSERV_CORE_CHECK_H_
