// All reads or writes of a turn with one system call. This saves the way into the kernel and out of
// it for each socket; the work of TCP costs the same.
#include <liburing.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <limits>

#include "core/check.h"
#include "net/io/fd.h"
#include "net/io/io_batch.h"

namespace irc {
namespace {

// With MSG_DONTWAIT the kernel tries at once and does not wait, so every operation is complete when
// the call that submits it returns.
constexpr int kFlags = MSG_NOSIGNAL | MSG_DONTWAIT;

// The result of an operation that was not executed.
constexpr int32_t kNoResult = std::numeric_limits<int32_t>::min();

}  // namespace

struct UringIoBatch::Ring {
  io_uring ring;
  std::array<msghdr, kSocketsMax> messages;

  ~Ring() { io_uring_queue_exit(&ring); }
};

UringIoBatch::UringIoBatch(std::unique_ptr<Ring> ring) : ring_(std::move(ring)) {}
UringIoBatch::~UringIoBatch() = default;

std::unique_ptr<UringIoBatch> UringIoBatch::Make() {
  io_uring ring;
  if (io_uring_queue_init(kSocketsMax, &ring, 0) != 0) return nullptr;
  auto owned = std::make_unique<Ring>();
  owned->ring = ring;
  std::unique_ptr<UringIoBatch> batch(new UringIoBatch(std::move(owned)));
  return batch->Works() ? std::move(batch) : nullptr;
}

// Whether the ring does what the server needs. A kernel may know io_uring without these operations,
// and a filter may let the set-up pass and refuse the rest.
bool UringIoBatch::Works() {
  int fds[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0) return false;
  const Fd ours(fds[0]);
  const Fd theirs(fds[1]);
  char text[] = "abc";
  char buffer[sizeof(text)];
  const iovec parts[] = {{.iov_base = text, .iov_len = 1}, {.iov_base = text + 1, .iov_len = 1}};
  AddReceive(ours.get(), buffer, sizeof(buffer));
  AddSend(ours.get(), parts, 1);
  AddSend(ours.get(), parts, 2);
  Run();
  const bool works = ring_ != nullptr && result(0) == -EAGAIN && result(1) == 1 && result(2) == 2;
  Clear();
  return works;
}

void UringIoBatch::Submit(size_t place) {
  Operation& operation = operations_[place];
  operation.result = kNoResult;
  iovec* const parts = PartsOf(operation);
  io_uring_sqe* const entry = io_uring_get_sqe(&ring_->ring);
  IRC_CHECK(entry != nullptr, "the ring has room for as many as may be added");
  if (operation.receives) {
    io_uring_prep_recv(entry, operation.fd, parts->iov_base, parts->iov_len, MSG_DONTWAIT);
  } else if (operation.parts == 1) {
    io_uring_prep_send(entry, operation.fd, parts->iov_base, parts->iov_len, kFlags);
  } else {
    msghdr& message = ring_->messages[place];
    message = {};
    message.msg_iov = parts;
    message.msg_iovlen = static_cast<size_t>(operation.parts);
    io_uring_prep_sendmsg(entry, operation.fd, &message, kFlags);
  }
  entry->user_data = place;
}

void UringIoBatch::Run() {
  if (ring_ == nullptr || operations_.size() < kWorthwhile) {
    for (Operation& operation : operations_) RunOne(operation);
    return;
  }
  for (size_t i = 0; i < operations_.size(); ++i) Submit(i);
  io_uring* const ring = &ring_->ring;
  size_t left = operations_.size();
  while (left > 0) {
    const int submitted = io_uring_submit_and_wait(ring, static_cast<unsigned>(left));
    unsigned head;
    unsigned count = 0;
    const io_uring_cqe* done;
    io_uring_for_each_cqe(ring, head, done) {
      operations_[done->user_data].result = done->res;
      ++count;
    }
    io_uring_cq_advance(ring, count);
    left -= count;
    // A signal, or a lack of memory for the moment: the operations left over are submitted again.
    const bool again = submitted == -EINTR || submitted == -EAGAIN || submitted == -EBUSY;
    if (submitted < 0 && !again) return GiveUp();
  }
}

// The system has begun to refuse the calls, for example by a seccomp filter. What has no result has
// not been executed: an operation is complete when the call that executes it returns.
void UringIoBatch::GiveUp() {
  ring_ = nullptr;
  for (Operation& operation : operations_) {
    if (operation.result == kNoResult) RunOne(operation);
  }
}

}  // namespace irc
