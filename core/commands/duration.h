// How operators write durations: minutes ("30"), or "1d12h", with w d h m s.
#ifndef IRCSERV_CORE_COMMANDS_DURATION_H_
#define IRCSERV_CORE_COMMANDS_DURATION_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace irc {

// Empty when `text` is no duration, or one of nothing or of more than ten years.
std::optional<absl::Duration> ParseBanDuration(absl::string_view text);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_DURATION_H_
