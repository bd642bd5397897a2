// Durations of bans: a number of minutes ("30"), or numbers with the units w d h m s ("1d12h").
#ifndef IRCSERV_CORE_REPLIES_DURATION_H_
#define IRCSERV_CORE_REPLIES_DURATION_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace irc {

// Absent when `text` is not a duration. InfiniteDuration, a permanent ban, for "0" and for more
// than ten years.
std::optional<absl::Duration> ParseBanDuration(absl::string_view text);

// A duration in whole seconds as "1d12h", the inverse of ParseBanDuration.
std::string FormatBanDuration(absl::Duration duration);

}  // namespace irc

#endif  // IRCSERV_CORE_REPLIES_DURATION_H_
