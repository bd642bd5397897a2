// The monotonic clock, and the CPU time and memory of another process.
#ifndef IRCSERV_TOOLS_BENCH_LOAD_CLOCK_H_
#define IRCSERV_TOOLS_BENCH_LOAD_CLOCK_H_

#include <cstdint>
#include <string>

namespace bench {

// The monotonic clock.
int64_t NowNanoseconds();

// The CPU time of all threads of the process, user and system; 0 for a process that does not exist.
int64_t CpuNanoseconds(int pid);

// The resident memory of the process (VmRSS).
int64_t ResidentBytes(int pid);

[[noreturn]] void Die(const std::string& why);

}  // namespace bench

#endif  // IRCSERV_TOOLS_BENCH_LOAD_CLOCK_H_
