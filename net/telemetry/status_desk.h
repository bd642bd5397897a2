// Where other threads ask the loop how it is. The loop answers in its next turn, so an answer also
// says that it turns; an idle loop is woken for it, and does nothing when nobody asks.
#ifndef IRCSERV_NET_TELEMETRY_STATUS_DESK_H_
#define IRCSERV_NET_TELEMETRY_STATUS_DESK_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

#include "absl/time/time.h"
#include "net/io/fd.h"
#include "net/telemetry/status.h"

namespace irc {

class StatusDesk {
 public:
  // `patience`: how long a question waits for the loop.
  explicit StatusDesk(absl::Duration patience = absl::Seconds(1));

  struct Answer {
    std::shared_ptr<const Status> status;  // null: the loop did not answer
    absl::Duration waited;                 // since the loop was asked
  };
  // For any thread but the loop's. Waits for the answer, but not once more when the loop owes one
  // for longer than the patience.
  Answer Ask();

  // For the loop: readable when somebody has asked, until Give.
  int fd() const { return asked_.get(); }
  void Give(Status status);

  // Nobody waits for the loop any more: it has ended.
  void Close();

 private:
  using Steady = std::chrono::steady_clock;

  const Steady::duration patience_;
  const Fd asked_;  // an eventfd
  std::mutex mutex_;
  std::condition_variable answered_;
  // Guarded by mutex_.
  std::optional<Steady::time_point> asked_at_;  // of the question without an answer
  uint64_t answers_ = 0;
  std::shared_ptr<const Status> last_;
  bool closed_ = false;
};

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_STATUS_DESK_H_
