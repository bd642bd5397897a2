#include "net/io/memory_guard.h"

#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <new>

namespace irc {
namespace {

constexpr char kSentence[] = "ircserv: the memory is used up, so the server ends\n";

std::atomic<void*> reserve = nullptr;
std::atomic<bool> installed = false;
std::atomic<bool> shortage = false;

// Null when there is not enough memory.
void* TakeReserve() {
  void* const memory = ::mmap(nullptr, MemoryGuard::kReserveBytes, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

// False when it was freed before.
bool FreeReserve() {
  void* const memory = reserve.exchange(nullptr);
  return memory != nullptr && ::munmap(memory, MemoryGuard::kReserveBytes) == 0;
}

// operator new calls this, and tries again when it returns.
void OnNoMemory() {
  if (ClientCause::exists()) throw std::bad_alloc();
  if (!FreeReserve()) MemoryGuard::End();
  shortage = true;
}

}  // namespace

thread_local int ClientCause::depth_ = 0;

void MemoryGuard::Install() {
  if (installed.exchange(true)) return;
  reserve = TakeReserve();
  std::set_new_handler(OnNoMemory);
}

void MemoryGuard::Remove() {
  if (!installed.exchange(false)) return;
  std::set_new_handler(nullptr);
  FreeReserve();
  shortage = false;
}

bool MemoryGuard::TakeShortage() {
  return shortage.load(std::memory_order_relaxed) && shortage.exchange(false);
}

void MemoryGuard::Refill() {
  if (installed && reserve.load(std::memory_order_relaxed) == nullptr) reserve = TakeReserve();
}

void MemoryGuard::End() {
  // Neither a stream nor the log, because they allocate.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, kSentence, sizeof(kSentence) - 1);
  ::_exit(kOutOfMemoryStatus);
}

}  // namespace irc
