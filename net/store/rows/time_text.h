// Times as texts, always in UTC and with milliseconds. What is finer is cut off.
//
// Law of this file: a time between the years 0000 and 9999 in whole milliseconds comes back as it
// was. What is later is "never", InfiniteFuture, which has no text; what is earlier is the first
// moment of the year 0000.
#ifndef IRCSERV_NET_STORE_ROWS_TIME_TEXT_H_
#define IRCSERV_NET_STORE_ROWS_TIME_TEXT_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace irc {

enum class TimeForm {
  kRfc3339,  // 2026-01-02T03:04:05.678Z
  kSqlite,   // 2026-01-02 03:04:05.678, which datetime() of SQLite compares with
};

// Nothing stands for never.
std::optional<std::string> TimeText(absl::Time time, TimeForm form);

// Reads both forms, and also a time without a fraction, as datetime('now') of SQLite gives it.
// Nothing when it is no time.
std::optional<absl::Time> ParseTimeText(absl::string_view text);

// The time that comes back when this one is written and read.
absl::Time AsKept(absl::Time time);

}  // namespace irc

#endif  // IRCSERV_NET_STORE_ROWS_TIME_TEXT_H_
