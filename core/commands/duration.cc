#include "core/commands/duration.h"

#include <cstdint>

#include "absl/strings/ascii.h"

namespace irc {
namespace {

// Seconds of a unit; 0 for none.
int64_t UnitSeconds(char unit) {
  switch (absl::ascii_tolower(static_cast<unsigned char>(unit))) {
    case 's': return 1;
    case 'm': return 60;
    case 'h': return 3600;
    case 'd': return 86400;
    case 'w': return 7 * 86400;
    default: return 0;
  }
}

}  // namespace

std::optional<absl::Duration> ParseBanDuration(absl::string_view text) {
  constexpr int64_t kSecondsMax = int64_t{3650} * 86400;
  int64_t seconds = 0, number = 0;
  bool digits = false;
  for (char c : text) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      number = number * 10 + (c - '0');
      digits = true;
      if (number > kSecondsMax) return std::nullopt;
      continue;
    }
    const int64_t unit = UnitSeconds(c);
    if (!digits || unit == 0) return std::nullopt;
    seconds += number * unit;
    number = 0;
    digits = false;
    if (seconds > kSecondsMax) return std::nullopt;
  }
  if (digits) seconds += number * 60;  // a bare number is minutes
  if (seconds <= 0 || seconds > kSecondsMax) return std::nullopt;
  return absl::Seconds(seconds);
}

}  // namespace irc
