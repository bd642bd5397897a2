#include "core/replies/duration.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace irc {
namespace {

struct Unit {
  char letter;
  int64_t seconds;
};
constexpr std::array kUnits = {Unit{'w', 604800}, Unit{'d', 86400}, Unit{'h', 3600}, Unit{'m', 60},
                               Unit{'s', 1}};
constexpr int64_t kSecondsMax = int64_t{3650} * 86400;

// The seconds of a unit; 0 for an unknown letter.
int64_t UnitSeconds(char letter) {
  for (const Unit& unit : kUnits) {
    if (unit.letter == absl::ascii_tolower(static_cast<unsigned char>(letter))) return unit.seconds;
  }
  return 0;
}

}  // namespace

std::optional<absl::Duration> ParseBanDuration(absl::string_view text) {
  // Both are capped slightly above the maximum, so that no text makes them overflow.
  int64_t seconds = 0, number = 0;
  bool digits = false;
  const auto add = [&](int64_t unit) {
    seconds = std::min(seconds + number * unit, kSecondsMax + 1);
    number = 0;
    digits = false;
  };
  for (char c : text) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      number = std::min(number * 10 + (c - '0'), kSecondsMax + 1);
      digits = true;
      continue;
    }
    const int64_t unit = UnitSeconds(c);
    if (!digits || unit == 0) return std::nullopt;
    add(unit);
  }
  if (text.empty()) return std::nullopt;
  if (digits) add(60);  // a bare number is minutes
  if (seconds == 0 || seconds > kSecondsMax) return absl::InfiniteDuration();
  return absl::Seconds(seconds);
}

std::string FormatBanDuration(absl::Duration duration) {
  if (duration == absl::InfiniteDuration()) return "good";  // as in "for good"
  int64_t seconds = absl::ToInt64Seconds(duration);
  std::string text;
  for (const Unit& unit : kUnits) {
    if (seconds < unit.seconds) continue;
    absl::StrAppend(&text, seconds / unit.seconds, std::string(1, unit.letter));
    seconds %= unit.seconds;
  }
  return text;
}

}  // namespace irc
