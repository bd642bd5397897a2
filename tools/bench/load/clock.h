// Time and the work of another process, as the system tells them.
#ifndef IRCSERV_TOOLS_BENCH_LOAD_CLOCK_H_
#define IRCSERV_TOOLS_BENCH_LOAD_CLOCK_H_

#include <cstdint>
#include <string>

namespace bench {

// Monotonic.
int64_t NowNanoseconds();

// What all threads of the process have used, user and system together; 0 when it is gone.
int64_t CpuNanoseconds(int pid);

// VmRSS.
int64_t ResidentBytes(int pid);

[[noreturn]] void Die(const std::string& why);

}  // namespace bench

#endif  // IRCSERV_TOOLS_BENCH_LOAD_CLOCK_H_
