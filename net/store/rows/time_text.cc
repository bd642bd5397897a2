#include "net/store/rows/time_text.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace irc {
namespace {

constexpr int kYearMax = 9999;

absl::Time FirstMoment() {
  return absl::FromCivil(absl::CivilSecond(0, 1, 1), absl::UTCTimeZone());
}

// Takes `digits` digits from the front, and then `after` when it is no 0. Negative when they are
// not there.
int TakeNumber(absl::string_view& text, size_t digits, char after) {
  if (text.size() < digits + (after != 0 ? 1 : 0)) return -1;
  int number = 0;
  for (size_t i = 0; i < digits; ++i) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(text[i]))) return -1;
    number = number * 10 + (text[i] - '0');
  }
  if (after != 0 && text[digits] != after) return -1;
  text.remove_prefix(digits + (after != 0 ? 1 : 0));
  return number;
}

}  // namespace

absl::Time AsKept(absl::Time time) {
  if (time < FirstMoment()) return FirstMoment();
  if (time == absl::InfiniteFuture()) return time;
  if (absl::ToCivilYear(time, absl::UTCTimeZone()).year() > kYearMax) return absl::InfiniteFuture();
  return absl::FromUnixMillis(absl::ToUnixMillis(time));
}

std::optional<std::string> TimeText(absl::Time time, TimeForm form) {
  const absl::Time kept = AsKept(time);
  if (kept == absl::InfiniteFuture()) return std::nullopt;
  const absl::CivilSecond second = absl::ToCivilSecond(kept, absl::UTCTimeZone());
  const int64_t millis =
      absl::ToInt64Milliseconds(kept - absl::FromCivil(second, absl::UTCTimeZone()));
  const bool rfc = form == TimeForm::kRfc3339;
  return absl::StrFormat("%04d-%02d-%02d%c%02d:%02d:%02d.%03d%s", second.year(), second.month(),
                         second.day(), rfc ? 'T' : ' ', second.hour(), second.minute(),
                         second.second(), millis, rfc ? "Z" : "");
}

std::optional<absl::Time> ParseTimeText(absl::string_view text) {
  if (!text.empty() && text.back() == 'Z') text.remove_suffix(1);
  const int year = TakeNumber(text, 4, '-');
  const int month = TakeNumber(text, 2, '-');
  int day = TakeNumber(text, 2, 'T');
  if (day < 0) day = TakeNumber(text, 2, ' ');
  const int hour = TakeNumber(text, 2, ':');
  const int minute = TakeNumber(text, 2, ':');
  const int second = TakeNumber(text, 2, 0);
  if (year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0) return std::nullopt;
  int millis = 0;
  if (!text.empty()) {
    if (text.front() != '.') return std::nullopt;
    text.remove_prefix(1);
    millis = TakeNumber(text, 3, 0);
    if (millis < 0 || !text.empty()) return std::nullopt;
  }
  // A civil time makes another day of February 30, which then is not the one that was read.
  const absl::CivilSecond civil(year, month, day, hour, minute, second);
  if (civil.month() != month || civil.day() != day || civil.hour() != hour ||
      civil.minute() != minute || civil.second() != second) {
    return std::nullopt;
  }
  return absl::FromCivil(civil, absl::UTCTimeZone()) + absl::Milliseconds(millis);
}

}  // namespace irc
