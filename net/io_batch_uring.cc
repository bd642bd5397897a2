// All sends of a turn with one system call. What that saves is the way into the kernel and out of it
// for each socket; what TCP does costs the same.
#include <liburing.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "core/check.h"
#include "net/sender.h"

namespace irc {
namespace {

// With MSG_DONTWAIT the kernel tries at once and waits for nothing, so that every send has ended
// when the call that submits it returns.
constexpr int kFlags = MSG_NOSIGNAL | MSG_DONTWAIT;

}  // namespace

struct UringSender::Ring {
  io_uring ring;
  std::array<msghdr, kSocketsMax> messages;

  ~Ring() { io_uring_queue_exit(&ring); }
};

UringSender::UringSender(std::unique_ptr<Ring> ring) : ring_(std::move(ring)) {}
UringSender::~UringSender() = default;

std::unique_ptr<UringSender> UringSender::Make() {
  io_uring ring;
  if (io_uring_queue_init(kSocketsMax, &ring, 0) != 0) return nullptr;
  auto owned = std::make_unique<Ring>();
  owned->ring = ring;
  return std::unique_ptr<UringSender>(new UringSender(std::move(owned)));
}

void UringSender::Run() {
  if (sends_.size() < kWorthwhile) {
    for (Send& send : sends_) RunOne(send);
    return;
  }
  io_uring* const ring = &ring_->ring;
  for (size_t i = 0; i < sends_.size(); ++i) {
    const Send& send = sends_[i];
    io_uring_sqe* const entry = io_uring_get_sqe(ring);
    IRC_CHECK(entry != nullptr, "the ring has room for as many as may be added");
    if (send.parts == 1) {
      const iovec* const part = PartsOf(send);
      io_uring_prep_send(entry, send.fd, part->iov_base, part->iov_len, kFlags);
    } else {
      msghdr& message = ring_->messages[i];
      message = {};
      message.msg_iov = PartsOf(send);
      message.msg_iovlen = static_cast<size_t>(send.parts);
      io_uring_prep_sendmsg(entry, send.fd, &message, kFlags);
    }
    entry->user_data = i;
  }
  size_t left = sends_.size();
  while (left > 0) {
    const int submitted = io_uring_submit_and_wait(ring, static_cast<unsigned>(left));
    // A signal, or no memory for the moment: what was not taken is handed over again.
    IRC_CHECK(submitted >= 0 || submitted == -EINTR || submitted == -EAGAIN || submitted == -EBUSY,
              "the ring is a good one");
    io_uring_cqe* done;
    while (io_uring_peek_cqe(ring, &done) == 0) {
      sends_[done->user_data].result = done->res;
      io_uring_cqe_seen(ring, done);
      --left;
    }
  }
}

}  // namespace irc
