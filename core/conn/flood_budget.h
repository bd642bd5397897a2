// The budgets of flood control of one connection. A line takes the tokens of its price
// (core/commands/line_cost.h) from the first of these that has them:
//
// - Opening: what a client says until it is registered. Some clients ask for each capability on a
//   line of its own. A client begins with the tokens and gets none back. When it is registered, its
//   ordinary bucket is full.
// - Joins: the same for the JOINs with which it enters its channels.
// - Queries: a bucket for questions about one channel or conversation. Web clients ask four of them
//   for each channel they enter; the bucket holds what they ask for as many channels as one may be
//   in, so that what a person types does not wait behind them.
// - Ordinary: a bucket for everything.
#ifndef IRCSERV_CORE_CONN_FLOOD_BUDGET_H_
#define IRCSERV_CORE_CONN_FLOOD_BUDGET_H_

#include <cstdint>

#include "absl/time/time.h"
#include "core/commands/line_cost.h"
#include "core/conn/flood_bucket.h"

namespace irc {

// Shared by all connections, from the section [flood] of the configuration, which has the defaults.
struct FloodLimits {
  BucketLimits ordinary;
  BucketLimits queries;
  int64_t opening = 0;  // tokens, at most 10^9
  int64_t joins = 0;    // the same
};

class FloodBudget {
 public:
  // The tokens of a line that has been taken; TryPay pays them.
  // REQUIRES: the line before is paid.
  void Owe(LinePrice price) {
    tokens_ = price.tokens;
    kind_ = price.kind;
  }
  bool owes() const { return tokens_ > 0; }

  // Pays what is owed; false when no budget has enough. True when nothing is owed.
  bool TryPay(const FloodLimits& limits, absl::Time now);

  // The earliest time at which TryPay succeeds; it may be long past. It is exact after a TryPay
  // that failed.
  absl::Time ReadyAt(const FloodLimits& limits) const;

  void OnRegistered();

 private:
  bool TryOnce(const FloodLimits& limits);

  FloodBucket ordinary_;
  FloodBucket queries_;
  int32_t opening_taken_ = 0;
  int32_t joins_taken_ = 0;
  uint8_t tokens_ = 0;  // owed
  LineKind kind_ = LineKind::kOrdinary;
  bool registered_ = false;
};

}  // namespace irc

#endif  // IRCSERV_CORE_CONN_FLOOD_BUDGET_H_
