// The server goes on when the system refuses the faster calls, at the start or later. Each test
// needs a process of its own, because a seccomp filter stays.
#include "net/testing/refused_calls.h"

#include <sys/socket.h>
#include <sys/syscall.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "net/io/fd.h"
#include "net/io/io_batch.h"
#include "net/io/poller.h"

namespace irc {
namespace {

// Ends the child process of a test when something is not as it should be.
void Need(bool condition, const char* text) {
  if (condition) return;
  std::fprintf(stderr, "not so: %s\n", text);
  std::_Exit(1);
}

struct Pair {
  Fd ours;
  Fd theirs;

  Pair() {
    int fds[2];
    Need(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) == 0, "there is room");
    ours = Fd(fds[0]);
    theirs = Fd(fds[1]);
  }
};

// Sends a byte through each of ten sockets, and receives it.
void NeedBatchesToWork(IoBatch& batch) {
  std::vector<Pair> pairs(10);
  for (int round = 0; round < 3; ++round) {
    std::string sent = "0123456789";
    std::string received(pairs.size(), '.');
    batch.Clear();
    for (size_t i = 0; i < pairs.size(); ++i) {
      const iovec part = {.iov_base = &sent[i], .iov_len = 1};
      batch.AddSend(pairs[i].ours.get(), &part, 1);
    }
    batch.Run();
    for (size_t i = 0; i < pairs.size(); ++i) Need(batch.result(i) == 1, "a byte was sent once");
    batch.Clear();
    for (size_t i = 0; i < pairs.size(); ++i) {
      batch.AddReceive(pairs[i].theirs.get(), &received[i], 1);
    }
    batch.Run();
    Need(received == sent, "each byte was received");
  }
}

TEST(IoUringDeathTest, IsNotUsedWhenItsCallsAreRefusedAfterTheSetUp) {
  const auto test = [] {
    Need(RefuseCalls({SYS_io_uring_enter}), "filters are allowed");
    const std::unique_ptr<IoBatch> batch = MakeIoBatch(IoKind::kIoUring);
    Need(batch->name() == "plain", "io_uring is found out not to work");
    NeedBatchesToWork(*batch);
    std::_Exit(0);
  };
  EXPECT_EXIT(test(), ::testing::ExitedWithCode(0), "");
}

TEST(IoUringDeathTest, IsGivenUpWhenItsCallsAreRefusedLater) {
  if (MakeIoBatch(IoKind::kIoUring)->name() != "io_uring") {
    GTEST_SKIP() << "this system has no io_uring for us";
  }
  const auto test = [] {
    const std::unique_ptr<IoBatch> batch = MakeIoBatch(IoKind::kIoUring);
    NeedBatchesToWork(*batch);
    Need(batch->name() == "io_uring", "it is used");
    Need(RefuseCalls({SYS_io_uring_enter}), "filters are allowed");
    NeedBatchesToWork(*batch);
    Need(batch->name() == "plain", "it is used no more");
    std::_Exit(0);
  };
  EXPECT_EXIT(test(), ::testing::ExitedWithCode(0), "");
}

// The poller reports the sockets with input, however many there are.
void NeedToPoll(Poller& poller, size_t count) {
  std::vector<Pair> pairs(count);
  for (size_t i = 0; i < count; ++i) {
    Need(poller.Add(pairs[i].ours.get(), {.read = true}, i), "there is room");
    Need(::send(pairs[i].theirs.get(), "x", 1, 0) == 1, "a byte was sent");
  }
  std::vector<Ready> ready;
  poller.Wait(absl::ZeroDuration(), ready);
  Need(ready.size() == count, "each is reported");
  for (const Pair& pair : pairs) poller.Remove(pair.ours.get());
}

TEST(EpollDeathTest, AnyOfItsCallsMayBeRefused) {
  for (unsigned call : {SYS_epoll_create1, SYS_epoll_ctl, SYS_epoll_wait}) {
    for (const PollerKind kind : {PollerKind::kEpoll, PollerKind::kAuto}) {
      const auto test = [call, kind] {
        // glibc makes the call of epoll_pwait() where there is no other.
        Need(RefuseCalls({call, call == SYS_epoll_wait ? SYS_epoll_pwait : call}),
             "filters are allowed");
        const std::unique_ptr<Poller> poller = MakePoller(kind);
        NeedToPoll(*poller, 4 * kAutoSelectMax);
        Need(poller->name() == "select", "it is select()");
        std::_Exit(0);
      };
      EXPECT_EXIT(test(), ::testing::ExitedWithCode(0), "") << call << " " << PollerKindName(kind);
    }
  }
}

TEST(EpollDeathTest, IsUsedWhereItIsAllowed) {
  const std::unique_ptr<Poller> poller = MakePoller(PollerKind::kAuto);
  NeedToPoll(*poller, 4 * kAutoSelectMax);
  EXPECT_EQ(poller->name(), "epoll");
}

}  // namespace
}  // namespace irc
