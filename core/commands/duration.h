// How operators write durations: minutes ("30"), or "1d12h", with w d h m s.
#ifndef IRCSERV_CORE_COMMANDS_DURATION_H_
#define IRCSERV_CORE_COMMANDS_DURATION_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace irc {

// Nothing when `text` is no duration. No time at all ("0"), or more than ten years of it, is
// InfiniteDuration: the ban stays.
std::optional<absl::Duration> ParseBanDuration(absl::string_view text);

// "1d12h" of a duration in whole seconds, which ParseBanDuration reads again.
std::string FormatBanDuration(absl::Duration duration);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_DURATION_H_
