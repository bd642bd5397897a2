#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "core/check.h"
#include "net/io/fd.h"
#include "net/io/poller.h"

namespace irc {
namespace {

// The largest number of descriptors served in one turn. The kernel reports the others in the next
// turn, round-robin.
constexpr int kEventsPerWait = 512;

epoll_event MakeEvent(Interest interest, uint64_t token) {
  epoll_event event = {};
  event.events = (interest.read ? EPOLLIN : 0u) | (interest.write ? EPOLLOUT : 0u);
  // Input and the end of input that arrive together are one event, so it has to name the end.
  if (interest.edge) event.events |= EPOLLET | EPOLLRDHUP;
  event.data.u64 = token;
  return event;
}

}  // namespace

EpollPoller::EpollPoller() : epoll_fd_(::epoll_create1(EPOLL_CLOEXEC)) {}

bool EpollPoller::Works() {
  const Fd epoll(::epoll_create1(EPOLL_CLOEXEC));
  const Fd watched(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  epoll_event event = MakeEvent({.read = true, .edge = true}, 0);
  return epoll.valid() && watched.valid() &&
         ::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, watched.get(), &event) == 0 &&
         ::epoll_ctl(epoll.get(), EPOLL_CTL_MOD, watched.get(), &event) == 0 &&
         ::epoll_wait(epoll.get(), &event, 1, 0) == 0 &&
         ::epoll_ctl(epoll.get(), EPOLL_CTL_DEL, watched.get(), nullptr) == 0;
}

EpollPoller::~EpollPoller() {
  if (epoll_fd_ >= 0) ::close(epoll_fd_);
}

bool EpollPoller::Add(int fd, Interest interest, uint64_t token) {
  epoll_event event = MakeEvent(interest, token);
  if (::epoll_ctl(epoll_fd_, EPOLL_CTL_ADD, fd, &event) != 0) return false;
  if (token_of_fd_.size() <= static_cast<size_t>(fd)) token_of_fd_.resize(fd + 1);
  token_of_fd_[fd] = token;
  return true;
}

void EpollPoller::Set(int fd, Interest interest) {
  epoll_event event = MakeEvent(interest, token_of_fd_.at(fd));
  IRC_CHECK(::epoll_ctl(epoll_fd_, EPOLL_CTL_MOD, fd, &event) == 0,
            "only watched descriptors change");
}

void EpollPoller::Remove(int fd) {
  IRC_CHECK(::epoll_ctl(epoll_fd_, EPOLL_CTL_DEL, fd, nullptr) == 0,
            "only watched descriptors are removed, and before they are closed");
}

void EpollPoller::Wait(absl::Duration timeout, std::vector<Ready>& ready) {
  ready.clear();
  std::array<epoll_event, kEventsPerWait> events;
  const int count =
      ::epoll_wait(epoll_fd_, events.data(), kEventsPerWait, TimeoutMilliseconds(timeout));
  if (count < 0) {
    IRC_CHECK(errno == EINTR, "epoll_wait() fails on bad arguments alone");
    return;
  }
  for (int i = 0; i < count; ++i) {
    const uint32_t bits = events[i].events;
    ready.push_back({.token = events[i].data.u64,
                     .read = (bits & EPOLLIN) != 0,
                     .write = (bits & EPOLLOUT) != 0,
                     .broken = (bits & (EPOLLERR | EPOLLHUP)) != 0,
                     .ended = (bits & EPOLLRDHUP) != 0});
  }
}

}  // namespace irc
