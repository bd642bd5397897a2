#include "net/io/poller.h"

#include <algorithm>
#include <limits>

#include "core/check.h"

namespace irc {

bool ParsePollerKind(absl::string_view text, PollerKind& kind) {
  for (PollerKind candidate : {PollerKind::kAuto, PollerKind::kSelect, PollerKind::kEpoll}) {
    if (text != PollerKindName(candidate)) continue;
    kind = candidate;
    return true;
  }
  return false;
}

absl::string_view PollerKindName(PollerKind kind) {
  switch (kind) {
    case PollerKind::kAuto:
      return "auto";
    case PollerKind::kSelect:
      return "select";
    case PollerKind::kEpoll:
      return "epoll";
  }
  return "";
}

std::unique_ptr<Poller> MakePoller(PollerKind kind) {
  switch (kind) {
    case PollerKind::kAuto:
      return std::make_unique<AutoPoller>(kAutoSelectMax);
    case PollerKind::kSelect:
      return std::make_unique<SelectPoller>();
    case PollerKind::kEpoll:
      if (!EpollPoller::Works()) return std::make_unique<SelectPoller>();
      return std::make_unique<EpollPoller>();
  }
  return nullptr;
}

int TimeoutMilliseconds(absl::Duration timeout) {
  if (timeout == absl::InfiniteDuration()) return -1;
  if (timeout <= absl::ZeroDuration()) return 0;
  int64_t milliseconds = absl::ToInt64Milliseconds(timeout);
  if (absl::Milliseconds(milliseconds) < timeout) ++milliseconds;
  return static_cast<int>(std::min<int64_t>(milliseconds, std::numeric_limits<int>::max()));
}

AutoPoller::AutoPoller(size_t select_max)
    : select_max_(select_max), select_(std::make_unique<SelectPoller>()) {}

bool AutoPoller::Add(int fd, Interest interest, uint64_t token) {
  const bool stays = select_ != nullptr && watched_ < select_max_;
  bool added = stays && select_->Add(fd, interest, token);
  if (!added && (select_ == nullptr || MoveToEpoll())) {
    added = epoll_->Add(fd, interest, token);
  } else if (!added && !stays) {
    added = select_->Add(fd, interest, token);
  }
  if (added) ++watched_;
  return added;
}

// False, without any change, when the system refuses epoll or has no room for it.
bool AutoPoller::MoveToEpoll() {
  if (!EpollPoller::Works()) return false;
  auto epoll = std::make_unique<EpollPoller>();
  for (const Watched& watched : select_->All()) {
    if (!epoll->Add(watched.fd, watched.interest, watched.token)) return false;
  }
  epoll_ = std::move(epoll);
  select_.reset();
  return true;
}

void AutoPoller::Set(int fd, Interest interest) {
  if (select_ != nullptr) {
    select_->Set(fd, interest);
  } else {
    epoll_->Set(fd, interest);
  }
}

void AutoPoller::Remove(int fd) {
  IRC_CHECK(watched_ > 0, "a descriptor is only removed by who added it");
  --watched_;
  if (select_ != nullptr) {
    select_->Remove(fd);
  } else {
    epoll_->Remove(fd);
  }
}

void AutoPoller::RemoveClosing(int fd) {
  if (select_ != nullptr) return Remove(fd);
  IRC_CHECK(watched_ > 0, "a descriptor is only removed by who added it");
  --watched_;
  epoll_->RemoveClosing(fd);
}

void AutoPoller::Wait(absl::Duration timeout, std::vector<Ready>& ready) {
  if (select_ != nullptr) {
    select_->Wait(timeout, ready);
  } else {
    epoll_->Wait(timeout, ready);
  }
}

absl::string_view AutoPoller::name() const {
  return select_ != nullptr ? select_->name() : epoll_->name();
}

}  // namespace irc
