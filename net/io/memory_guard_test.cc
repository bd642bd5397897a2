// What happens without memory. The limit of the address space makes it run out, in a process of its
// own for each test.
#include "net/io/memory_guard.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <new>

#include "gtest/gtest.h"

namespace irc {
namespace {

constexpr size_t kBig = 12 << 20;  // fits into the reserve

// Leaves room for less than kBig.
void LimitMemory() {
  std::ifstream file("/proc/self/statm");
  rlim_t pages = 0;
  file >> pages;
  const rlim_t bytes = pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + (4 << 20);
  const rlimit limit = {.rlim_cur = bytes, .rlim_max = bytes};
  if (::setrlimit(RLIMIT_AS, &limit) != 0) std::_Exit(2);
}

// Not optimized away.
char* Allocate(size_t bytes) {
  char* volatile memory = static_cast<char*>(::operator new(bytes));
  return memory;
}

bool Throws(size_t bytes) {
  try {
    ::operator delete(Allocate(bytes));
    return false;
  } catch (const std::bad_alloc&) {
    return true;
  }
}

class MemoryGuardDeathTest : public ::testing::Test {
 protected:
  void SetUp() override {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "ASan needs more address space than any limit leaves";
#endif
  }
};

TEST_F(MemoryGuardDeathTest, InAClientsCauseTheAllocationFails) {
  const auto test = [] {
    MemoryGuard::Install();
    LimitMemory();
    const ClientCause cause;
    if (!Throws(kBig) || !Throws(kBig)) std::_Exit(1);
    std::_Exit(MemoryGuard::TakeShortage() ? 1 : 0);
  };
  EXPECT_EXIT(test(), ::testing::ExitedWithCode(0), "");
}

TEST_F(MemoryGuardDeathTest, ElsewhereTheReserveIsUsed) {
  const auto test = [] {
    MemoryGuard::Install();
    LimitMemory();
    if (MemoryGuard::TakeShortage()) std::_Exit(1);
    char* const memory = Allocate(kBig);
    if (!MemoryGuard::TakeShortage() || MemoryGuard::TakeShortage()) std::_Exit(1);
    // Now it is free again, and so is the reserve for the next time.
    ::operator delete(memory);
    MemoryGuard::Refill();
    ::operator delete(Allocate(kBig));
    std::_Exit(MemoryGuard::TakeShortage() ? 0 : 1);
  };
  EXPECT_EXIT(test(), ::testing::ExitedWithCode(0), "");
}

TEST_F(MemoryGuardDeathTest, WithoutTheReserveTheProcessSaysWhyItEnds) {
  const auto test = [] {
    MemoryGuard::Install();
    LimitMemory();
    while (true) Allocate(kBig);
  };
  EXPECT_EXIT(test(), ::testing::ExitedWithCode(kOutOfMemoryStatus),
              "^ircserv: the memory is used up, so the server ends\n$");
}

TEST_F(MemoryGuardDeathTest, CanBeRemoved) {
  const auto test = [] {
    MemoryGuard::Install();
    MemoryGuard::Remove();
    LimitMemory();
    std::_Exit(Throws(kBig) ? 0 : 1);
  };
  EXPECT_EXIT(test(), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace irc
