// Times in the form for people.
#ifndef IRCSERV_CORE_REPLIES_DATE_H_
#define IRCSERV_CORE_REPLIES_DATE_H_

#include <string>

#include "absl/time/time.h"

namespace irc {

// "2026-01-01 00:00:00 UTC", which has no words of a language.
inline std::string FormatDate(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S UTC", time, absl::UTCTimeZone());
}

// "Thu, 01 Jan 2026 00:00:00 UTC", for numerics.
inline std::string FormatEnglishDate(absl::Time time) {
  return absl::FormatTime("%a, %d %b %Y %H:%M:%S UTC", time, absl::UTCTimeZone());
}

}  // namespace irc

#endif  // IRCSERV_CORE_REPLIES_DATE_H_
