// All reads or writes of a turn with one system call. This saves the way into the kernel and out of
// it for each socket; the work of TCP costs the same.
#include <liburing.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "core/check.h"
#include "net/io/io_batch.h"

namespace irc {
namespace {

// With MSG_DONTWAIT the kernel tries at once and does not wait, so every operation is complete when
// the call that submits it returns.
constexpr int kFlags = MSG_NOSIGNAL | MSG_DONTWAIT;

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
  return std::unique_ptr<UringIoBatch>(new UringIoBatch(std::move(owned)));
}

void UringIoBatch::Submit(size_t place) {
  const Operation& operation = operations_[place];
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
  if (operations_.size() < kWorthwhile) {
    for (Operation& operation : operations_) RunOne(operation);
    return;
  }
  for (size_t i = 0; i < operations_.size(); ++i) Submit(i);
  io_uring* const ring = &ring_->ring;
  size_t left = operations_.size();
  while (left > 0) {
    const int submitted = io_uring_submit_and_wait(ring, static_cast<unsigned>(left));
    // A signal, or a lack of memory for the moment: the operations left over are submitted again.
    IRC_CHECK(submitted >= 0 || submitted == -EINTR || submitted == -EAGAIN || submitted == -EBUSY,
              "the ring is a good one");
    unsigned head;
    unsigned count = 0;
    const io_uring_cqe* done;
    io_uring_for_each_cqe(ring, head, done) {
      operations_[done->user_data].result = done->res;
      ++count;
    }
    io_uring_cq_advance(ring, count);
    left -= count;
  }
}

}  // namespace irc
