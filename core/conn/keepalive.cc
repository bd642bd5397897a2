#include "core/conn/keepalive.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace irc {
namespace {

constexpr absl::string_view kTokenPrefix = "keepalive-";

// The number in a token that PingToken has made; 0, which no PING has, for any other text.
uint32_t PingNumber(absl::string_view token) {
  uint32_t number = 0;
  if (!absl::ConsumePrefix(&token, kTokenPrefix) || !absl::SimpleAtoi(token, &number)) return 0;
  return number;
}

}  // namespace

Keepalive::Keepalive(absl::Time now) : heard_at_(absl::ToUnixNanos(now)) {}

void Keepalive::OnReceived(absl::Time now) {
  heard_at_ = absl::ToUnixNanos(now);
  waiting_ = false;
}

absl::Time Keepalive::Deadline(const KeepaliveSettings& settings) const {
  return waiting_ ? absl::FromUnixNanos(pinged_at_) + settings.timeout
                  : absl::FromUnixNanos(heard_at_) + settings.interval;
}

Keepalive::Action Keepalive::OnDeadline(const KeepaliveSettings& settings, absl::Time now) {
  // A clock that went back must not defer the deadline by as much.
  const int64_t at = absl::ToUnixNanos(now);
  heard_at_ = std::min(heard_at_, at);
  pinged_at_ = std::min(pinged_at_, at);
  if (now < Deadline(settings)) return Action::kNothing;
  if (waiting_) return Action::kTimedOut;
  waiting_ = true;
  pinged_at_ = at;
  ++pings_;
  return Action::kSendPing;
}

std::string Keepalive::PingToken() const { return absl::StrCat(kTokenPrefix, pings_); }

bool Keepalive::AnswersOurPing(const ParsedLine& line) {
  if (answered_ == pings_ || !absl::EqualsIgnoreCase(line.command, "PONG")) return false;
  // Clients send "PONG token"; in RFC 1459 the name of a server stands beside the token.
  for (absl::string_view param : line.params) {
    const uint32_t number = PingNumber(param);
    if (number <= answered_ || number > pings_) continue;
    answered_ = number;
    return true;
  }
  return false;
}

absl::Duration Keepalive::SilentFor(absl::Time now) const {
  return std::max(now - absl::FromUnixNanos(heard_at_), absl::ZeroDuration());
}

}  // namespace irc
