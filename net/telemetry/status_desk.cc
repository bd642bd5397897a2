#include "net/telemetry/status_desk.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <utility>

#include "core/check.h"

namespace irc {

StatusDesk::StatusDesk(absl::Duration patience)
    : patience_(absl::ToChronoNanoseconds(patience)),
      asked_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  IRC_CHECK(asked_.valid(), "a server starts before its descriptors run out");
}

StatusDesk::Answer StatusDesk::Ask() {
  std::unique_lock<std::mutex> lock(mutex_);
  if (!asked_at_.has_value()) {
    asked_at_ = Steady::now();
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(asked_.get(), &one, sizeof(one));
  }
  const Steady::time_point since = *asked_at_;
  const uint64_t before = answers_;
  const bool answered =
      answered_.wait_until(lock, since + patience_, [&] { return closed_ || answers_ != before; });
  Answer answer{.status = nullptr, .waited = absl::FromChrono(Steady::now() - since)};
  if (answered && !closed_) answer.status = last_;
  return answer;
}

void StatusDesk::Give(Status status) {
  uint64_t count = 0;
  [[maybe_unused]] const ssize_t read = ::read(asked_.get(), &count, sizeof(count));
  const std::lock_guard<std::mutex> lock(mutex_);
  last_ = std::make_shared<const Status>(std::move(status));
  ++answers_;
  asked_at_.reset();
  answered_.notify_all();
}

void StatusDesk::Close() {
  const std::lock_guard<std::mutex> lock(mutex_);
  closed_ = true;
  answered_.notify_all();
}

}  // namespace irc
