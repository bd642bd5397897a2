// Accounts for messages with several receivers. The run fails unless each receiver gets each
// message of a sender once and in order. Also tells when all receivers have got a message.
#ifndef IRCSERV_TOOLS_BENCH_LOAD_DELIVERY_H_
#define IRCSERV_TOOLS_BENCH_LOAD_DELIVERY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "tools/bench/load/clock.h"
#include "tools/bench/load/scenario.h"

namespace bench {

// The messages to one channel. Senders and members are numbered from 0.
class ChannelBooks {
 public:
  ChannelBooks(int members, int senders, int receivers)
      : members_(members),
        receivers_(receivers),
        next_(static_cast<size_t>(members * senders)),
        under_way_(static_cast<size_t>(senders)) {}

  // Records that the sender sends its next message now; returns the number of the message.
  int64_t Send(int sender) {
    Sender& of = under_way_[static_cast<size_t>(sender)];
    of.messages.push_back({.left = receivers_, .sent_ns = NowNanoseconds()});
    return of.sent++;
  }

  // Records that `member` has received a message. Returns true when all receivers have it.
  bool Deliver(int member, const Numbered& message, Measurement* measurement) {
    const size_t row = static_cast<size_t>(message.sender) * static_cast<size_t>(members_);
    int64_t& next = next_[row + static_cast<size_t>(member)];
    if (message.number != next) {
      Die("member " + std::to_string(member) + " got message " + std::to_string(message.number) +
          " of sender " + std::to_string(message.sender) + " instead of " + std::to_string(next));
    }
    ++next;
    ++deliveries_;
    Sender& of = under_way_[static_cast<size_t>(message.sender)];
    UnderWay& under_way = of.messages[static_cast<size_t>(message.number - of.done)];
    if (measurement != nullptr) measurement->AddLatency(NowNanoseconds() - under_way.sent_ns);
    if (--under_way.left > 0) return false;
    while (!of.messages.empty() && of.messages.front().left == 0) {
      of.messages.erase(of.messages.begin());
      ++of.done;
    }
    return true;
  }

  int64_t deliveries() const { return deliveries_; }

 private:
  struct UnderWay {
    int left = 0;
    int64_t sent_ns = 0;
  };
  struct Sender {
    int64_t sent = 0;
    int64_t done = 0;                // number of the first in `messages`
    std::vector<UnderWay> messages;  // at most a window
  };

  const int members_;
  const int receivers_;
  int64_t deliveries_ = 0;
  std::vector<int64_t> next_;  // by sender and member
  std::vector<Sender> under_way_;
};

}  // namespace bench

#endif  // IRCSERV_TOOLS_BENCH_LOAD_DELIVERY_H_
