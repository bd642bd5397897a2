#include <sys/select.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "net/io/poller.h"

namespace irc {

// select() overwrites its sets, so each call gets a copy of the wanted ones.
struct SelectPoller::Sets {
  fd_set want_read;
  fd_set want_write;
  fd_set can_read;
  fd_set can_write;
};

SelectPoller::SelectPoller() : sets_(std::make_unique<Sets>()) {
  FD_ZERO(&sets_->want_read);
  FD_ZERO(&sets_->want_write);
}

SelectPoller::~SelectPoller() = default;

bool SelectPoller::Add(int fd, Interest interest, uint64_t token) {
  if (fd < 0 || fd >= FD_SETSIZE) return false;
  if (by_fd_.size() <= static_cast<size_t>(fd)) by_fd_.resize(fd + 1);
  IRC_CHECK(by_fd_[fd].fd < 0, "a descriptor is removed before it is closed and comes again");
  by_fd_[fd] = {.fd = fd, .interest = {}, .token = token};
  Set(fd, interest);
  return true;
}

void SelectPoller::Set(int fd, Interest interest) {
  IRC_CHECK(fd >= 0 && static_cast<size_t>(fd) < by_fd_.size() && by_fd_[fd].fd == fd,
            "only watched descriptors change");
  by_fd_[fd].interest = interest;
  if (interest.read) {
    FD_SET(fd, &sets_->want_read);
  } else {
    FD_CLR(fd, &sets_->want_read);
  }
  if (interest.write) {
    FD_SET(fd, &sets_->want_write);
  } else {
    FD_CLR(fd, &sets_->want_write);
  }
}

void SelectPoller::Remove(int fd) {
  Set(fd, {});
  by_fd_[fd] = {};
  while (!by_fd_.empty() && by_fd_.back().fd < 0) by_fd_.pop_back();
}

void SelectPoller::Wait(absl::Duration timeout, std::vector<Ready>& ready) {
  ready.clear();
  sets_->can_read = sets_->want_read;
  sets_->can_write = sets_->want_write;
  const int milliseconds = TimeoutMilliseconds(timeout);
  timeval limit = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000};
  int left = ::select(static_cast<int>(by_fd_.size()), &sets_->can_read, &sets_->can_write, nullptr,
                      milliseconds < 0 ? nullptr : &limit);
  if (left < 0) {
    IRC_CHECK(errno == EINTR, "select() fails on closed descriptors, and all are removed first");
    return;
  }
  for (size_t fd = 0; left > 0 && fd < by_fd_.size(); ++fd) {
    const bool read = FD_ISSET(fd, &sets_->can_read);
    const bool write = FD_ISSET(fd, &sets_->can_write);
    if (!read && !write) continue;
    left -= read + write;
    ready.push_back({.token = by_fd_[fd].token, .read = read, .write = write});
  }
}

std::vector<Watched> SelectPoller::All() const {
  std::vector<Watched> all;
  for (const Watched& watched : by_fd_) {
    if (watched.fd >= 0) all.push_back(watched);
  }
  return all;
}

}  // namespace irc
